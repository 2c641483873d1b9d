package io.ottugi.supervisor.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    /** What is to be copied is in one line, however narrow the page is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ottugi start -n shop web'",
                "'ottugi evidence export -n a-long-name web'.",
                "ss -ltnp 'sport = :8080'",
                "ottugi logs -n shop some-long-worker-name",
                "auditctl -a always,exit -F arch=b64 -S kill -F a1=9 -k who",
            })
    void noCommandIsBroken(String command) {
        Page page = new Page(40, false);
        for (int before = 0; before < 40; before++) {
            String text =
                    "It is the user's; "
                            + "x".repeat(before)
                            + " so say: "
                            + command
                            + "; then go on";
            String told = page.section("What next", List.of(text));
            assertEquals(1, told.lines().filter(line -> line.contains(command)).count(), told);
        }
    }

    @Test
    void whatIsNoCommandIsBroken() {
        assertEquals(
                """
                What next      It's the worker's own;
                               don't stop
                """,
                new Page(40, false)
                        .section("What next", List.of("It's the worker's own; don't stop")));
    }
}
