package io.ottugi.supervisor.evidence.incident;

import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One complete incident on disk.
 *
 * @param number counted from 1 in each worker's life
 */
public record IncidentFolder(Path path, long number) {
    static final String SUMMARY = "summary.json";
    private static final Pattern NAME = Pattern.compile("\\d{6,18}");
    private static final long LARGEST_SUMMARY = 1 << 20;

    static String name(long number) {
        return String.format("%06d", number);
    }

    /**
     * The incidents of a worker, oldest first; none when there is no such directory.
     *
     * @param directory {@code incidents/UNIT}
     */
    public static List<IncidentFolder> all(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(IncidentFolder::isIncident)
                    .map(path -> new IncidentFolder(path, Long.parseLong(path.toFile().getName())))
                    .sorted(Comparator.comparingLong(IncidentFolder::number))
                    .toList();
        }
    }

    /** The number that a name is; empty if it is none. */
    static OptionalLong number(String name) {
        return NAME.matcher(name).matches()
                ? OptionalLong.of(Long.parseLong(name))
                : OptionalLong.empty();
    }

    /** The largest number that is taken, by whatever; 0 for none. */
    static long newest(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.toFile().getName())
                    .filter(name -> NAME.matcher(name).matches())
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
        }
    }

    private static boolean isIncident(Path path) {
        return NAME.matcher(path.toFile().getName()).matches()
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Its summary, or empty when it cannot be read or is none of ours. */
    public Optional<IncidentSummary> summary() {
        Path file = path.resolve(SUMMARY);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) > LARGEST_SUMMARY) {
                return Optional.empty();
            }
            return Optional.of(IncidentSummary.parse(Utf8.read(file)));
        } catch (IOException | BadJson e) {
            return Optional.empty();
        }
    }
}
