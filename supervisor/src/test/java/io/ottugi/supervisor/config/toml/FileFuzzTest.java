package io.ottugi.supervisor.config.toml;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.value.BadSetting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random edits of right files: each is read, or refused in clean lines. For more, {@code
 * -Dottugi.fuzz=SEED:TRIES}.
 */
class FileFuzzTest {
    private static final Pattern UNCLEAN = Pattern.compile("[\\p{Cntrl}&&[^\n]]");
    private static final List<String> PIECES =
            List.of(
                    "[",
                    "]",
                    "[[",
                    "{",
                    "}",
                    "=",
                    ".",
                    ",",
                    "\"",
                    "'",
                    "\"\"\"",
                    "'''",
                    "#",
                    "\n",
                    "\\",
                    "\\u0000",
                    "\\U0010FFFF",
                    "\u001b",
                    "\0",
                    "\uFEFF",
                    "오",
                    "💥",
                    "true",
                    "nan",
                    "-inf",
                    "1979-05-27",
                    "07:32:00",
                    "0x1F",
                    "1e400",
                    "9223372036854775807",
                    "99999999999999999999",
                    "-0",
                    "10s",
                    "\"10s\"",
                    "[worker.web]",
                    "[worker]",
                    "worker",
                    "supervisor",
                    "all",
                    "restart",
                    "limit = {}",
                    "command = [\"x\"]",
                    "after = [\"web\"]",
                    "instances = 10000",
                    "name",
                    "{instance}",
                    "/",
                    "..",
                    "restart.limit.restarts = 10000",
                    "log.file = \"x\"");

    @Test
    void everyEditIsReadOrRefused() {
        String[] asked = System.getProperty("ottugi.fuzz", "1:1500").split(":");
        long first = Long.parseLong(asked[0]);
        List<String> texts = new ArrayList<>();
        Catalogue.good().forEach(file -> texts.add(Catalogue.text(file)));
        Catalogue.bad().forEach(file -> texts.add(Catalogue.text(file)));
        int read = 0;
        for (long seed = first; seed < first + Long.parseLong(asked[1]); seed++) {
            Random random = new Random(seed);
            String text = edited(texts.get(random.nextInt(texts.size())), texts, random);
            read += isRead(text, seed) ? 1 : 0;
        }
        assertTrue(read > 0, "nothing was right any more");
    }

    private static boolean isRead(String text, long seed) {
        try {
            Catalogue.read(text).plan().logging(Path.of("/log")).specs();
            return true;
        } catch (BadFile e) {
            String message = String.valueOf(e.getMessage());
            assertFalse(message.isBlank(), () -> "seed " + seed);
            assertFalse(UNCLEAN.matcher(message).find(), () -> "seed " + seed + ": " + message);
            return false;
        } catch (BadSetting | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("seed " + seed + " led to " + e + " by\n" + text, e);
        }
    }

    private static String edited(String text, List<String> texts, Random random) {
        StringBuilder edited = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(edited.length() + 1);
            int end = Math.min(edited.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> edited.delete(at, end);
                case 1 -> edited.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> edited.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> edited.insert(at, texts.get(random.nextInt(texts.size())));
                default ->
                        edited.insert(
                                random.nextInt(edited.length() + 1), edited.substring(at, end));
            }
        }
        return edited.toString();
    }
}
