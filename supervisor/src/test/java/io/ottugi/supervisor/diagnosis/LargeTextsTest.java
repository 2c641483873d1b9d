package io.ottugi.supervisor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ottugi.supervisor.config.value.Arguments;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.DotEnv;
import io.ottugi.supervisor.config.value.Glob;
import io.ottugi.supervisor.evidence.live.ThreadDump;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.proc.SocketTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reads texts of operators and workers gets through a megabyte of anything. What takes
 * quadratic time would take hours, so that the limit says nothing of how fast a machine is.
 */
class LargeTextsTest {
    private static final int LARGE = 1 << 20;

    /** Enough to tell quadratic time from linear, where nothing larger comes. */
    private static final int QUITE_LARGE = 1 << 18;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Something that reads a text. */
    private interface Reader {
        void read(String text) throws BadSetting;
    }

    private static final Masking MASKING =
            new Masking(
                    Map.of(
                            "A_TOKEN", "a".repeat(60_000) + "b",
                            "B_TOKEN", "-".repeat(60_000) + "+",
                            "C_PASSWORD", "x80"));

    private static final Map<String, Reader> READERS =
            Map.of(
                    "masking of texts", MASKING::text,
                    "masking of commands",
                            text -> MASKING.command(List.of("web", "--licence=" + text, text)),
                    "masking of a fatal error's file",
                            text -> MASKING.hsErr("Environment Variables:\n" + text),
                    "output", text -> OutputText.of(bytes(text), true),
                    "thread dump",
                            text -> ThreadDump.all(List.of("Full thread dump", text, "\"" + text)),
                    "head of a fatal error's file",
                            text -> HsErr.parse(Quote.HS_ERR, List.of("# " + text, text)),
                    "kernel log", text -> KernelLog.parse(List.of(text, "6,1,2,-;" + text)),
                    "sockets", text -> SocketTable.of("tcp", text),
                    "words and files",
                            text -> {
                                tolerant(() -> Arguments.split(text));
                                tolerant(() -> DotEnv.parse(text));
                                tolerant(() -> Json.object(text));
                            },
                    "names", text -> Glob.of("*" + "a*".repeat(20) + "b").matches(text));

    static Stream<String> readers() {
        return READERS.keySet().stream().sorted();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Something that may refuse a text. */
    private interface Refusing {
        Object read() throws Exception;
    }

    private static void tolerant(Refusing reader) {
        try {
            reader.read();
        } catch (Exception e) {
            // It may say no; it must say so soon.
        }
    }

    private static List<String> pumps() {
        return List.of(
                "a",
                "Z9_-",
                "-",
                "--",
                " ",
                "\"",
                "'",
                "0",
                ".",
                "[",
                "{\"a\":",
                "]",
                "=",
                "/",
                "\\",
                "token",
                "token=",
                "--token ",
                "\"token\":\"",
                "password: ",
                "authorization:",
                "a://b:",
                "://",
                "a:@",
                "a=",
                "'a",
                "\n",
                "\t",
                "a b",
                "\u001b[",
                "${",
                "#",
                "EADDRINUSE ",
                "Current thread ",
                "siginfo:SI_USER",
                "\" tid=",
                "0,0,");
    }

    @ParameterizedTest
    @MethodSource("readers")
    void getsThroughAnything(String name) {
        Reader reader = Objects.requireNonNull(READERS.get(name));
        for (String pump : pumps()) {
            int size = name.startsWith("masking") ? LARGE : QUITE_LARGE;
            String text = pump.repeat(size / pump.length());
            assertTimeoutPreemptively(LIMIT, () -> reader.read(text), () -> name + ": " + pump);
        }
    }
}
