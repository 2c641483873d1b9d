package io.ottugi.supervisor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ottugi.supervisor.config.value.SignalName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;

/** Requests as they come from clients that are broken, of another version, or mean harm. */
final class Mutations {
    private static final Protocol.Waiting WAITING = new Protocol.Waiting(true, Optional.empty());
    private static final List<String> VALID =
            List.of(
                    Protocol.status(List.of()).toString(),
                    Protocol.status(List.of("web:1", "db*")).toString(),
                    Protocol.operation(ControlCommand.RESTART, List.of("all"), true, WAITING)
                            .toString(),
                    Protocol.signal(SignalName.HUP, List.of("web")).toString(),
                    Protocol.scale("web", 3, WAITING).toString(),
                    Protocol.down(false).toString());
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1e999999999",
                    "99999999999999999999",
                    "\"\"",
                    "\"\\u0000\\ud800\"",
                    "[]",
                    "{}",
                    "[[[[[]]]]]",
                    "[".repeat(5000),
                    "{\"a\":".repeat(300),
                    "'x'",
                    "NaN",
                    "/*c*/1");

    private Mutations() {}

    /** One request, mostly with its newline. */
    static byte[] of(Random random) {
        byte[] bytes =
                switch (random.nextInt(6)) {
                    case 0 -> noise(random, random.nextInt(2000));
                    case 1 -> edited(random);
                    case 2 -> withAnotherValue(random).getBytes(UTF_8);
                    case 3 -> pick(VALID, random).getBytes(UTF_8);
                    case 4 -> (pick(VALUES, random) + "").getBytes(UTF_8);
                    default -> spliced(random).getBytes(UTF_8);
                };
        return random.nextInt(10) == 0 ? bytes : join(bytes, new byte[] {'\n'});
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] edited(Random random) {
        byte[] bytes = pick(VALID, random).getBytes(UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static String withAnotherValue(Random random) {
        String[] parts = pick(VALID, random).split(":", -1);
        int at = 1 + random.nextInt(parts.length - 1);
        parts[at] =
                parts[at].replaceFirst("[^,}]+", Matcher.quoteReplacement(pick(VALUES, random)));
        return String.join(":", parts);
    }

    private static String spliced(Random random) {
        String a = pick(VALID, random);
        String b = pick(VALID, random);
        return a.substring(0, random.nextInt(a.length())) + b.substring(random.nextInt(b.length()));
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
