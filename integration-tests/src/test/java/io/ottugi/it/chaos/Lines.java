package io.ottugi.it.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads all logs, the oldest archive first, and finds numbered lines that are missing, there twice
 * or torn.
 */
final class Lines {
    private static final Pattern LOG = Pattern.compile("(.+\\.log)(?:\\.(\\d+)(\\.gz)?)?");
    private static final Pattern LINE = Pattern.compile("([\\w.]+) (\\d{1,15})");
    private static final int MOST_FAULTS = 20;

    private final Map<String, Long> last = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long read;

    /** How many lines there were. */
    long read() {
        return read;
    }

    /** What is wrong with the logs in that directory, given the notes of what was written. */
    List<String> check(Path logs, Path notes) throws IOException {
        for (Map.Entry<String, List<Path>> log : inOrder(logs).entrySet()) {
            read(log.getKey(), log.getValue());
        }
        try (Stream<Path> files = Files.list(notes)) {
            for (Path file : files.filter(Lines::isOfWritten).sorted().toList()) {
                compare(file);
            }
        }
        return List.copyOf(faults);
    }

    /** The parts of each log, the live file last. */
    private Map<String, List<Path>> inOrder(Path logs) throws IOException {
        Map<String, TreeMap<Long, Path>> byLog = new TreeMap<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.toList()) {
                Matcher name = LOG.matcher(file.getFileName().toString());
                if (name.matches() && !name.group(1).equals("supervisor.log")) {
                    long number = name.group(2) == null ? Long.MAX_VALUE : number(name.group(2));
                    TreeMap<Long, Path> parts =
                            byLog.computeIfAbsent(name.group(1), log -> new TreeMap<>());
                    Path twin = parts.put(number, file);
                    if (twin != null) {
                        fault("one archive twice: " + twin + " and " + file);
                    }
                }
            }
        }
        Map<String, List<Path>> parts = new TreeMap<>();
        byLog.forEach((log, numbered) -> parts.put(log, List.copyOf(numbered.values())));
        return parts;
    }

    /** Reads the parts as one: a line may begin in one and end in the next. */
    private void read(String log, List<Path> parts) throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (Path part : parts) {
            InputStream file = new BufferedInputStream(Files.newInputStream(part));
            if (part.getFileName().toString().equals(log)) {
                skipHole(file);
            }
            streams.add(part.toString().endsWith(".gz") ? new GZIPInputStream(file) : file);
        }
        try (InputStream whole = new SequenceInputStream(Collections.enumeration(streams));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(whole, ISO_8859_1))) {
            String line = lines.readLine();
            while (line != null) {
                take(line, log);
                line = lines.readLine();
            }
        }
    }

    /** Passes over the zeros that a live file begins with where its worker does not append. */
    private static void skipHole(InputStream live) throws IOException {
        do {
            live.mark(1);
        } while (live.read() == 0);
        live.reset();
    }

    private void take(String line, String log) {
        read++;
        Matcher numbered = LINE.matcher(line);
        if (!numbered.matches()) {
            fault(log + ": no writer's line: " + shown(line));
            return;
        }
        String writer = numbered.group(1);
        long number = number(numbered.group(2));
        long before = last.getOrDefault(writer, 0L);
        if (number != before + 1) {
            fault(log + ": " + writer + " " + number + " follows " + before);
        }
        last.put(writer, Math.max(before, number));
    }

    private void compare(Path written) throws IOException {
        Map<String, Long> noted = new HashMap<>();
        for (String line : Files.readAllLines(written)) {
            Matcher numbered = LINE.matcher(line);
            if (numbered.matches()) {
                noted.put(numbered.group(1), number(numbered.group(2)));
            }
        }
        noted.forEach(
                (writer, count) -> {
                    long there = last.getOrDefault(writer, 0L);
                    if (there < count) {
                        fault(writer + " wrote " + count + ", there are " + there);
                    }
                });
    }

    private void fault(String what) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(what);
        }
    }

    private static boolean isOfWritten(Path file) {
        return file.getFileName().toString().startsWith("written.");
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }

    private static String shown(String line) {
        String start = line.length() <= 100 ? line : line.substring(0, 100) + "...";
        return start.replaceAll("[^ -~]", "?") + " (" + line.length() + " characters)";
    }
}
