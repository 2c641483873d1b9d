package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a {@code crontab} program of our own that behaves as crontab(1) does. */
class CrontabBootTest {
    private static final String CRONTAB =
            """
            table=${0%/usr/bin/crontab}/table
            case "$1" in
                -l) test -e "$table" || { echo 'no crontab for ann' >&2; exit 1; }
                    cat "$table" ;;
                -r) rm "$table" ;;
                -) cat >"$table.new"
                   if grep -q bad "$table.new"; then
                       rm "$table.new"
                       echo '"-":1: bad command' >&2
                       exit 1
                   fi
                   mv "$table.new" "$table" ;;
                *) exit 2 ;;
            esac
            """;

    @TempDir Path root;
    private Path table = Path.of("/");
    private Boot boot = new Boot(Host.here());

    @BeforeEach
    void machine() throws IOException {
        table = root.resolve("table");
        boot = boot(CRONTAB);
    }

    private Boot boot(String crontab) throws IOException {
        Shell.program(root.resolve("usr/bin/crontab"), crontab);
        CommandRunner runner = new ProcessCommandRunner(Map.of());
        return new Boot(new Host(root, "ann", 1000, Path.of("/home/ann"), Map.of(), runner));
    }

    @Test
    void thereAndBackWithAnEmptyTable() throws IOException {
        BootReport report = boot.enable(Requests.nasty());
        assertEquals("shop starts at boot by cron", report.lines().get(0));
        assertEquals(CrontabLine.render(Requests.nasty()) + "\n", Files.readString(table));
        assertEquals(
                "unchanged: shop starts at boot by cron",
                boot.enable(Requests.nasty()).lines().get(0));
        assertTrue(boot.show("shop", Optional.empty()).enabled());
        boot.disable("shop");
        assertFalse(Files.exists(table), "no empty crontab is left");
        assertFalse(boot.show("shop", Optional.empty()).enabled());
    }

    @Test
    void allOtherLinesStayByteForByte() throws IOException {
        byte[] before =
                "# mine \\ %\n\n\u00ff\u0000\r x\n@reboot ottugi up\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(table, before);
        boot.enable(Requests.request(List.of("é 오뚝이")));
        boot.enable(Requests.plain());
        String line = CrontabLine.render(Requests.plain()) + "\n";
        assertEquals(before.length + line.length(), Files.size(table), "one line more");
        boot.disable("shop");
        assertArrayEquals(before, Files.readAllBytes(table));
    }

    @Test
    void aLineThatWasChangedIsLeftAlone() throws IOException {
        boot.enable(Requests.plain());
        Files.writeString(table, "#" + Files.readString(table));
        String before = Files.readString(table);
        assertThrows(Failure.class, () -> boot.enable(Requests.plain()));
        assertThrows(Failure.class, () -> boot.disable("shop"));
        assertEquals(before, Files.readString(table));
        assertTrue(
                boot.show("shop", Optional.empty())
                        .lines()
                        .contains("changed by hand: enable and disable leave it alone"));
    }

    @Test
    void twoInstancesDoNotMeet() throws IOException {
        boot.enable(Requests.plain());
        String one = Files.readString(table);
        BootRequest other =
                new BootRequest(
                        "shop2",
                        "/o",
                        List.of("-n", "shop2"),
                        Map.of(),
                        "/",
                        Requests.plain().stopTimeout());
        boot.enable(other);
        boot.disable("shop2");
        assertEquals(one, Files.readString(table));
    }

    @Test
    void aRefusalIsTold() throws IOException {
        Failure refused =
                assertThrows(Failure.class, () -> boot.enable(Requests.request(List.of("bad"))));
        assertEquals("the crontab refused the change: \"-\":1: bad command", refused.getMessage());
        Boot forbidden = boot("echo 'You (ann) are not allowed to use this program' >&2; exit 1");
        Failure failure = assertThrows(Failure.class, () -> forbidden.enable(Requests.plain()));
        assertEquals(ExitCode.NO_PERMISSION, failure.exitCode());
        assertFalse(Files.exists(table));
    }
}
