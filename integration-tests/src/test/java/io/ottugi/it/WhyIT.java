package io.ottugi.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Pty;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator is told of a fall, while there is a supervisor and after it, and hands on. */
class WhyIT {
    private static final String SECRET = "hunter22";
    private static final String LAST_WORDS = "panic: no such table: users";

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    private void standsAndFalls() {
        sandbox.script(
                "web",
                "echo \"serving 'requests' with $DB_PASSWORD\"",
                "echo '" + LAST_WORDS + "' >&2",
                "exit 7");
        sandbox.write(
                "ottugi.toml",
                """
                [supervisor]
                name = "shop"
                [worker.web]
                command = ["./web", "--password=SECRET"]
                environment = { DB_PASSWORD = "SECRET" }
                restart.limit = { restarts = 3, within = "1m" }
                [worker.db]
                command = ["sleep", "1000"]
                """
                        .replace("SECRET", SECRET));
        sandbox.ottugi("up").run();
        shop.awaitStatus("given up", status -> status.state("web").equals("FAILED"));
        shop.awaitEvent("explained", 4);
    }

    @Test
    void aFallIsToldInPlainWords() {
        standsAndFalls();
        Result why = sandbox.ottugi("why").run().expect(1);
        assertTrue(why.out().startsWith("web is down: it fell too often"), why::toString);
        assertTrue(joined(why).contains("Exited with code 7"), why::toString);
        assertTrue(why.out().contains("output: " + LAST_WORDS), why::toString);
        assertTrue(why.out().contains("4 times in the"), why::toString);
        assertTrue(why.out().contains("ottugi start web"), why::toString);
        assertTrue(why.out().contains(shop.state() + "/incidents/web/00000"), why::toString);
        assertFalse(why.out().contains("\033"), why::toString);
        Result db = sandbox.ottugi("why", "db").run().expect(0);
        assertTrue(db.out().startsWith("db runs since "), db::toString);
        assertTrue(db.out().contains("has not fallen"), db::toString);
        sandbox.ottugi("why", "wbe").run().expect(64).complains("the nearest is 'web'");
        Result status = shop.does("status").run();
        assertTrue(status.out().contains("exit 7 (uncaught exception)"), status::toString);
        assertTrue(status.out().contains("\n  said  " + LAST_WORDS + "\n"), status::toString);
        JsonObject json =
                JsonParser.parseString(sandbox.ottugi("why", "--json", "web").run().out())
                        .getAsJsonObject();
        JsonObject web = json.getAsJsonArray("workers").get(0).getAsJsonObject();
        assertEquals("limit", web.get("given_up").getAsString());
        assertEquals(4, web.getAsJsonObject("falls").get("all").getAsInt());
        assertEquals(1792, web.getAsJsonObject("last_fall").get("wait_status").getAsInt());
    }

    @Test
    void onANarrowTerminalLinesAreNoLongerThanThat() {
        standsAndFalls();
        String narrow = "stty cols 60 && exec \"$@\"";
        for (String command : List.of("status", "events")) {
            try (Pty pty = Pty.open()) {
                shop.does(command).through("sh", "-c", narrow, "sh").on(pty).run();
                pty.awaitOnScreen("web");
                String screen = pty.screen().replaceAll("\u001b\\[[0-9]*m", "");
                assertTrue(screen.lines().allMatch(line -> line.length() <= 60), screen);
            }
        }
    }

    @Test
    void aCommandThatIsToBeCopiedIsNotBroken() {
        standsAndFalls();
        Result why = shop.does("why").env("COLUMNS", "50").run().expect(1);
        for (String command : List.of("start", "evidence export")) {
            assertTrue(why.out().contains("'ottugi " + command + " -n shop web'"), why::toString);
        }
    }

    @Test
    void itIsToldWithoutASupervisorToo() {
        standsAndFalls();
        Sig.KILL.to(shop.status().supervisor().pid());
        sandbox.ottugi("status").run().expect(3);
        Result why = sandbox.ottugi("why", "--all").run().expect(3);
        assertTrue(
                joined(why).contains("web is down, and no supervisor 'shop' is up"), why::toString);
        assertTrue(why.out().contains("db runs (pid "), why::toString);
        assertTrue(joined(why).contains("it was killed, or the machine went down"), why::toString);
        assertTrue(joined(why).contains(LAST_WORDS.substring("panic: ".length())), why::toString);
        sandbox.ottugi("why", "wbe").run().expect(64);
        sandbox.ottugi("up").run();
    }

    /** Without the ends of lines, which are where the terminal has them. */
    private static String joined(Result result) {
        return result.out().replaceAll("\\s+", " ");
    }

    @Test
    void evidenceIsHandedOnWithoutSecrets() throws IOException {
        standsAndFalls();
        Result list = sandbox.ottugi("evidence", "list").run().expect(0);
        assertEquals(5, list.out().lines().count(), list::toString);
        Result made = sandbox.ottugi("evidence", "export", "web").run().expect(0);
        Path zip = Path.of(made.out().replaceFirst("(?s) \\(.*", ""));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)));
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                String text = new String(file.getInputStream(entry).readAllBytes(), UTF_8);
                assertFalse(text.contains(SECRET), entry::getName);
                assertEquals(
                        entry.getName().endsWith("/output.txt"),
                        text.startsWith("serving 'requests' with ***"),
                        entry::getName);
            }
        }
        sandbox.ottugi("evidence", "export", "web", "-o", zip.toString())
                .run()
                .expect(74)
                .complains("is there already");
        sandbox.ottugi("evidence", "export", "db").run().expect(1).complains("nothing is kept");
    }
}
