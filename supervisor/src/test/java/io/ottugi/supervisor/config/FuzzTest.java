package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.FallPatterns;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.config.value.Sizes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever is typed is taken or refused in one clear line, and nothing else happens. */
class FuzzTest {
    private static final int TRIES = 4_000;
    private static final Path BASE = Path.of("/home/kim");
    private static final List<Key> KEYS = List.of(Key.values());
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final List<String> FRAGMENTS =
            List.of(
                    "0",
                    "1",
                    "7",
                    "9",
                    "99999999999",
                    ".",
                    ",",
                    "-",
                    "+",
                    "e",
                    "s",
                    "ms",
                    "m",
                    "d",
                    "/",
                    "..",
                    "~",
                    " ",
                    "\t",
                    "\n",
                    "\u001b[31m",
                    "\0",
                    "\uD800",
                    "é",
                    "오",
                    "=",
                    "'",
                    "%",
                    "$",
                    "always",
                    "never",
                    "TERM",
                    "SIG",
                    "NaN",
                    "Infinity",
                    "\u0660",
                    "ſ");

    private interface Parser {
        Object parse(String text) throws BadSetting;
    }

    private static final List<Parser> PARSERS =
            List.of(
                    text -> Settings.parse(List.of(text), BASE),
                    text -> Settings.parse(List.of("umask=" + text), BASE),
                    text -> Settings.parse(List.of("start_rate=" + text), BASE, Scope.SUPERVISOR),
                    Sizes::parse,
                    FallPatterns::parse,
                    Durations::parse,
                    InstanceName::parse,
                    SignalName::parse);

    private interface Parsing {
        void parse() throws BadSetting;
    }

    @Test
    void settings() {
        Random random = new Random(1);
        for (int i = 0; i < TRIES; i++) {
            Key key = KEYS.get(random.nextInt(KEYS.size()));
            String label = random.nextInt(8) == 0 ? key.label() + text(random) : key.label();
            String written = label + "=" + text(random);
            isTakenOrRefused(written, () -> takesItsOwnText(written));
        }
    }

    @Test
    void names() {
        Random random = new Random(2);
        for (int i = 0; i < TRIES; i++) {
            String text = text(random);
            for (Parser parser : PARSERS) {
                isTakenOrRefused(text, () -> parser.parse(text));
            }
        }
    }

    /** Control characters would break the line, or the operator's terminal. */
    @Test
    void refusalIsOneCleanLine() {
        for (String text : List.of("a\nb", "\t", "\u001b[31m", "x\u0007", "9\r")) {
            for (Parser parser : PARSERS) {
                BadSetting e = assertThrows(BadSetting.class, () -> parser.parse(text));
                String message = String.valueOf(e.getMessage());
                assertFalse(CONTROL.matcher(message).find(), () -> escaped(message));
            }
        }
    }

    private static void takesItsOwnText(String written) throws BadSetting {
        Settings settings = Settings.parse(List.of(written), BASE);
        Settings again = Settings.parse(settings.assignments(), Path.of("/elsewhere"));
        assertEquals(settings.assignments(), again.assignments());
        settings.toWorker(WorkerId.single("w"), List.of("/bin/true"), Optional.empty());
    }

    private static void isTakenOrRefused(String text, Parsing parsing) {
        try {
            parsing.parse();
        } catch (BadSetting e) {
            String message = String.valueOf(e.getMessage());
            assertFalse(message.isBlank(), "no word about " + text);
        } catch (RuntimeException e) {
            throw new AssertionError("'" + escaped(text) + "' led to " + e, e);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(5);
        for (int i = 0; i < parts; i++) {
            text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(
                        c ->
                                escaped.append(
                                        c < 32 || c > 126
                                                ? String.format("\\u%04x", c)
                                                : String.valueOf((char) c)));
        return escaped.toString();
    }
}
