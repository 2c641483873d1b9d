package io.ottugi.supervisor.logs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.logs.record.InMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
    @TempDir(factory = InMemory.class)
    Path directory;

    /** By counting from the end, as simply as can be. */
    private static int expected(String text, int lines) {
        int at = text.length();
        for (int left = lines; left > 0 && at > 0; left--) {
            at = text.lastIndexOf('\n', at - 2) + 1;
        }
        return at;
    }

    @Test
    void lastLinesOverArchives() throws IOException {
        FakeLog log = new FakeLog(directory);
        Random random = new Random(7);
        for (int i = 0; i < 8; i++) {
            log.write(text(random, 40_000));
            if (i < 6) {
                log.rotate(1 + random.nextInt((int) (log.end() - log.base())));
            }
            if (i % 2 == 0 && i < 6) {
                log.compress(log.archives().get(i));
            }
        }
        check(log);
        log.write("unfinished");
        check(log);
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            boolean isLong = random.nextInt(20) == 0;
            text.append("x".repeat(random.nextInt(isLong ? 20_000 : 300))).append('\n');
        }
        return text.toString();
    }

    private static void check(FakeLog log) throws IOException {
        String all = log.written.toString(StandardCharsets.ISO_8859_1);
        List<Long> wrong = new ArrayList<>();
        try (LogReader reader = new LogReader(log.place, wrong::add)) {
            for (int lines : new int[] {0, 1, 2, 3, 10, 50, 100, 200, 400, 800, 100_000}) {
                assertEquals(
                        expected(all, lines), Tail.start(reader, log.end(), lines), lines + "");
            }
            assertEquals(0, Tail.start(reader, log.end(), Long.MAX_VALUE));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothingThere() throws IOException {
        FakeLog log = new FakeLog(directory);
        try (LogReader reader = new LogReader(log.place, bytes -> {})) {
            assertEquals(0, Tail.start(reader, reader.end(), 10));
        }
    }
}
