package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Pty;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ottugi logs}, and what {@code run} shows, over rotations and restarts. */
class LogsIT {
    /** Lines of one generation of the writer. */
    private static final int LINES = 12_000;

    private static final int GENERATIONS = 3;
    private static final long MAX_SIZE = 128 * 1024;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private Instance shop;

    @BeforeEach
    void nameIt() {
        shop = sandbox.instance("shop");
    }

    /** Writes numbered lines in bursts, going on where its predecessor ended, and exits with 3. */
    private String[] writer(String... settings) {
        String count = sandbox.work().resolve("count").toString();
        String script =
                sandbox.script(
                                "writer",
                                "from=$(cat " + count + " 2>/dev/null || echo 0)",
                                "for burst in 1 2 3 4 5 6; do",
                                "  awk -v from=$from 'BEGIN { for (i = 1; i <= "
                                        + LINES / 6
                                        + "; i++) print from + i, \"and what is said about it,"
                                        + " again and again, in so many words\" }'",
                                "  from=$((from + " + LINES / 6 + "))",
                                "  sleep 0.1",
                                "done",
                                "echo $from > " + count,
                                "exit 3")
                        .toString();
        String[] worker = Workers.restartingAtOnce("--", script);
        String restarts = "restart.limit.restarts=" + (GENERATIONS - 1);
        String[] all =
                Stream.of(
                                new String[] {
                                    restarts,
                                    "log.max_size=" + MAX_SIZE,
                                    "log.keep=1000",
                                    // No larger archives for a keeper that is far behind.
                                    "log.max_total=1GB"
                                },
                                settings)
                        .flatMap(Stream::of)
                        .toArray(String[]::new);
        return Workers.with(worker, all);
    }

    private void awaitTheLast() {
        shop.awaitEvent("gave-up", 1);
        Await.until("the last rotation", () -> Files.size(shop.workerLog()) < MAX_SIZE);
    }

    private long rotations() {
        return shop.events("log-rotated").size();
    }

    /** What the worker has written, by other means than ours. */
    private String written() {
        // While an archive is compressed there are two files of it, then the plain one goes.
        String script =
                "for a in $(ls "
                        + shop.workerLog()
                        + ".0* | sed 's/\\.part$//; s/\\.gz$//' | sort -u); do"
                        + " cat $a 2>/dev/null || gzip -dc $a.gz; done; cat ";
        return sandbox.command("sh", "-c", script + shop.workerLog()).run().expect(0).out();
    }

    @Test
    void followingMissesAndRepeatsNothing() {
        try (Pty pty = Pty.open()) {
            shop.up(writer());
            Running piped = shop.does("logs", "-f", "-l", "all").start();
            Running shown = shop.does("logs", "-f", "-l", "all").on(pty).start();
            awaitTheLast();
            assertTrue(rotations() > 3, "rotations: " + rotations());
            long last = (long) LINES * GENERATIONS;
            Await.until("the last line", () -> Workers.lastCount(piped.out()) == last);
            pty.awaitOnScreen("\n" + last + " ");
            String end = "── shop fell: exit 3, ";
            Await.until("the last end", () -> pty.screen().split(end, -1).length > GENERATIONS);
            assertCounts(piped.out());
            assertSame(written(), piped.out());
            assertCounts(pty.screen());
            assertMarkersStandBetweenGenerations(pty.screen());
            Sig.INT.to(piped.pid());
            piped.finish();
            pty.interrupt();
            shown.finish();
        }
        assertSame(written(), shop.does("logs", "-l", "all").run().expect(0).out());
        String marked = shop.does("logs", "-l", "all", "--markers").run().expect(0).out();
        assertMarkersStandBetweenGenerations(marked);
        shop.down().expect(0);
        assertSame(written(), shop.does("logs", "-l", "all").run().expect(0).out());
        String last = "" + LINES * (GENERATIONS - 1);
        String[] lines = written().split("(?<=\n)");
        assertSame(
                String.join("", List.of(lines).subList(LINES, lines.length)),
                shop.does("logs", "-l", last).run().expect(0).out());
    }

    /** Says where they differ, and does not print megabytes. */
    private static void assertSame(String wanted, String shown) {
        int at = Arrays.mismatch(wanted.toCharArray(), shown.toCharArray());
        assertEquals(
                -1,
                at,
                () ->
                        "differs near: "
                                + shown.substring(
                                        Math.max(0, at - 200), Math.min(shown.length(), at + 100)));
    }

    private static void assertCounts(String shown) {
        List<Long> counts = Workers.counts(shown);
        for (int i = 0; i < counts.size(); i++) {
            assertEquals(i + 1, counts.get(i), "line " + (i + 1));
        }
        assertEquals((long) LINES * GENERATIONS, counts.size());
    }

    private static void assertMarkersStandBetweenGenerations(String shown) {
        List<String> lines = shown.lines().toList();
        int next = 0;
        for (int generation = 1; generation < GENERATIONS; generation++) {
            String first = (long) LINES * generation + 1 + " ";
            int at = next;
            while (at < lines.size() && !lines.get(at).startsWith(first)) {
                at++;
            }
            String marker = lines.get(at - 1);
            String follows = "generation " + (generation + 1) + " follows";
            assertTrue(marker.contains(follows), "before " + first + " stands: " + marker);
            next = at;
        }
    }

    @Test
    void runShowsEachByteOnce() throws IOException {
        Path out = sandbox.work().resolve("shown");
        // With the worker given up nothing is left to run, and its log would be kept no more.
        String[] stays =
                Stream.concat(Stream.of("--stay"), Stream.of(writer())).toArray(String[]::new);
        String run = String.join(" ", shop.does("run", stays).words());
        Running running = sandbox.command("sh", "-c", run + " 2>/dev/null | cat > " + out).start();
        awaitTheLast();
        shop.down().expect(0);
        running.finish();
        assertTrue(rotations() > 3, "rotations: " + rotations());
        assertSame(written(), Files.readString(out));
    }

    @Test
    void severalAreNamedAndMergedByTime() {
        Path file =
                sandbox.write(
                        "shop.toml",
                        """
                        [worker.web]
                        command = ["sh", "-c", "trap 'echo web; echo oops >&2' USR1; echo ready; while :; do sleep 0.02; done"]
                        log.error_file = "web.err"

                        [worker.database]
                        command = ["sh", "-c", "trap 'echo database' USR1; echo ready; while :; do sleep 0.02; done"]
                        """);
        shop.up("-c", file.toString());
        Await.until("both", () -> lines().equals(2));
        Running following = shop.does("logs", "-f", "-l", "0", "all").start();
        for (String worker : List.of("web", "database", "web")) {
            String before = following.out();
            Await.until(
                    "a line of " + worker,
                    () -> {
                        shop.does("signal", "USR1", worker).run().expect(0);
                        return following.out().length() > before.length();
                    });
        }
        Sig.INT.to(following.pid());
        String followed = following.finish().out();
        assertTrue(followed.contains("web      | web\n"), followed);
        assertTrue(followed.contains("web      ! oops\n"), followed);
        assertTrue(followed.contains("database | database\n"), followed);
        Result all = shop.does("logs", "--lines=all").run().expect(0);
        assertTrue(all.out().contains("database | ready\n"), all.out());
        assertTrue(all.out().contains("web      | ready\n"), all.out());
        Result errors = shop.does("logs", "--stream=stderr", "web", "-l", "1").run().expect(0);
        assertEquals("oops\n", errors.out());
        Result nameless = shop.does("logs", "--no-names", "-l", "1", "database").run().expect(0);
        assertEquals("database\n", nameless.out());
        shop.does("logs", "--stream=stderr", "database").run().expect(64).complains("error_file");
        shop.does("logs", "mail").run().expect(64).complains("mail", "database, web");
    }

    private Integer lines() {
        return (int) shop.does("logs", "--grep", "^ready$").run().out().lines().count();
    }

    @Test
    void coloursOnATerminalUnlessUnwanted() {
        shop.up("--", "sh", "-c", "echo 'all is well'; exec sleep 1000");
        Await.until("output", () -> shop.log().contains("well"));
        String red = "\u001b[1;31mis\u001b[0m";
        assertFalse(shop.does("logs", "-g", "is").run().out().contains("\u001b"));
        try (Pty pty = Pty.open()) {
            shop.does("logs", "-g", "is").on(pty).run().expect(0);
            pty.awaitOnScreen("all " + red + " well\n");
        }
        try (Pty pty = Pty.open()) {
            shop.does("logs", "-g", "is").env("NO_COLOR", "1").on(pty).run().expect(0);
            pty.awaitOnScreen("all is well\n");
        }
        shop.does("logs", "-g", "a(b").run().expect(64).complains("'a(b'", "character 4");
        shop.does("logs", "--since", "noon").run().expect(64).complains("'noon'", "10m");
    }

    @Test
    void sinceShowsWhatWasWrittenThen() {
        shop.up(Workers.trapping(sandbox, "talking", "trap 'echo again' USR1"));
        Await.until("output", () -> shop.log().equals("ready\n"));
        Instant then = Instant.now().plusSeconds(2);
        Await.until("another time", () -> Instant.now().isAfter(then));
        Sig.USR1.to(shop.status().workerPid());
        Await.until("more", () -> shop.log().endsWith("again\n"));
        Await.until(
                "the index",
                () -> shop.does("logs", "--since", "" + then).run().out().equals("again\n"));
        assertEquals("ready\nagain\n", shop.does("logs", "--since", "1h").run().out());
        assertEquals("", shop.does("logs", "--since", "0s").run().out());
    }

    @Test
    void whatIsGoneIsTold() throws IOException {
        shop.up(writer("log.compress=false"));
        awaitTheLast();
        Path oldest = shop.logs().resolve("shop.log.000001");
        Await.until("an archive", () -> Files.exists(oldest));
        long bytes = Files.size(oldest);
        String before = written();
        Files.delete(oldest);
        Result result = shop.does("logs", "-l", "all").run().expect(0);
        assertEquals("ottugi: shop: " + bytes + " bytes of its output are gone\n", result.err());
        assertSame(before.substring((int) bytes), result.out());
    }

    @Test
    void aReaderThatLeavesEndsFollowing() {
        shop.up(Workers.counting(sandbox));
        String words = String.join(" ", shop.does("logs", "-f", "-l", "all").words());
        Result result = sandbox.command("sh", "-c", words + " | head -n 1").run().expect(0);
        assertEquals("1\n", result.out());
        assertEquals("", result.err());
    }
}
