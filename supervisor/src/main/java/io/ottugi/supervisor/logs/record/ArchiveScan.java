package io.ottugi.supervisor.logs.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Makes the record of a log that has none from the archives on disk. The live file is assumed to
 * begin at position 0; archives have negative positions.
 */
public final class ArchiveScan {
    private ArchiveScan() {}

    public static LogState scan(Path live) throws IOException {
        List<Archive> archives = new ArrayList<>();
        long to = 0;
        for (Map.Entry<Long, Path> file : newestFirst(live).entrySet()) {
            long from = to - length(file.getValue());
            Instant at = Files.getLastModifiedTime(file.getValue()).toInstant();
            archives.add(0, new Archive(file.getKey(), from, to, at));
            to = from;
        }
        return new LogState(live, 0, 0, 0, 0, archives, null, null);
    }

    private static Map<Long, Path> newestFirst(Path live) throws IOException {
        Pattern name =
                Pattern.compile(
                        Pattern.quote(live.getFileName() + ".")
                                + "([0-9]{6,18})("
                                + Pattern.quote(Archive.COMPRESSED)
                                + ")?");
        Map<Long, Path> files = new TreeMap<>((a, b) -> Long.compare(b, a));
        try (Stream<Path> siblings = Files.list(live.toAbsolutePath().getParent())) {
            siblings.forEach(
                    file -> {
                        Matcher matcher = name.matcher(file.getFileName().toString());
                        if (matcher.matches()
                                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                            // During compression there are both, and the plain one is whole.
                            files.merge(
                                    Long.valueOf(matcher.group(1)),
                                    file,
                                    (a, b) -> isCompressed(a) ? b : a);
                        }
                    });
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Map.of();
        }
        return files;
    }

    private static boolean isCompressed(Path file) {
        return file.toString().endsWith(Archive.COMPRESSED);
    }

    /** Reads a compressed archive for its length: gzip notes the length modulo 4 GiB. */
    private static long length(Path file) throws IOException {
        if (!isCompressed(file)) {
            return Files.size(file);
        }
        try (InputStream in =
                new GZIPInputStream(
                        Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 64 * 1024)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
