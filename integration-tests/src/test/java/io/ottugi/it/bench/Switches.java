package io.ottugi.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often each thread of a process gave up or lost its processor since it began, by id and name.
 */
record Switches(Map<String, Long> byThread) {
    static Switches of(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            Map<String, Long> switches = new TreeMap<>();
            for (Path thread : threads.toList()) {
                count(thread, switches);
            }
            return new Switches(switches);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What came since then; a thread that began meanwhile counts whole. */
    Switches since(Switches before) {
        Map<String, Long> more = new TreeMap<>();
        byThread.forEach(
                (thread, count) -> {
                    long added = count - before.byThread.getOrDefault(thread, 0L);
                    if (added > 0) {
                        more.put(thread, added);
                    }
                });
        return new Switches(more);
    }

    long total() {
        return byThread.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Which threads they were of. */
    String describe() {
        return byThread.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining(", "), text -> text.isEmpty() ? "none" : text));
    }

    private static void count(Path thread, Map<String, Long> switches) {
        try {
            List<String> lines = Files.readAllLines(thread.resolve("status"));
            String name = value(lines, "Name:") + "/" + thread.getFileName();
            long own = Long.parseLong(value(lines, "voluntary_ctxt_switches:"));
            long forced = Long.parseLong(value(lines, "nonvoluntary_ctxt_switches:"));
            switches.put(name, own + forced);
        } catch (IOException gone) {
            // A thread that ended is not idle work.
        }
    }

    private static String value(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).trim())
                .findFirst()
                .orElse("0");
    }
}
