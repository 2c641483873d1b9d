package io.ottugi.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What one wants to read when a test failed: the commands, then every log, oldest part cut off. */
final class Report {
    private static final int TAIL_BYTES = 6000;

    private Report() {}

    static String of(String test, Path home, List<Result> history) {
        StringBuilder text = new StringBuilder("\n==== " + test + ": what was seen ====\n");
        List.copyOf(history).forEach(result -> text.append(result).append('\n'));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Report::worthShowing).sorted().toList()) {
                text.append("---- ").append(home.relativize(file)).append('\n').append(tail(file));
            }
        } catch (IOException unreadable) {
            text.append(unreadable).append('\n');
        }
        return text.append("==== end of ").append(test).append(" ====\n").toString();
    }

    private static boolean worthShowing(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".log") || name.endsWith(".jsonl") || name.endsWith(".json"));
    }

    private static String tail(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int from = Math.max(0, bytes.length - TAIL_BYTES);
        return new String(bytes, from, bytes.length - from, UTF_8) + "\n";
    }
}
