package io.ottugi.supervisor.logs.rotate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A worker that writes the numbers from 1 on, a line each, until a file is there; and its check.
 */
final class NumberedLines implements AutoCloseable {
    private static final String SCRIPT =
            "i=0; while [ ! -e \"$1\" ]; do"
                    + " seq $((i * 40000 + 1)) $((i * 40000 + 40000)); i=$((i + 1));"
                    + " sleep \"$2\"; done";

    private final Path live;
    private final Path stop;
    private final Process writer;

    /**
     * @param output how it opens the live file
     * @param stop the file that ends it
     * @param pause in seconds, after each forty thousand lines at full speed
     */
    NumberedLines(ProcessBuilder.Redirect output, Path stop, String pause) throws IOException {
        this.live = output.file().toPath();
        this.stop = stop;
        this.writer =
                new ProcessBuilder("sh", "-c", SCRIPT, "sh", stop.toString(), pause)
                        .redirectOutput(output)
                        .start();
    }

    long pid() {
        return writer.pid();
    }

    void finish() throws IOException {
        if (Files.notExists(stop)) {
            Files.createFile(stop);
        }
        writer.onExit().join();
    }

    /**
     * What is there in the end.
     *
     * @param lines that were found
     * @param torn that are no number, or a smaller one than the line before
     * @param missing how many numbers are left out
     */
    record Found(long lines, long torn, long missing) {}

    /**
     * Reads all of it, archives in the order of their names and then the live file.
     *
     * @param hole at the beginning of the live file, in bytes
     */
    Found check(long hole) throws IOException {
        List<InputStream> parts = new ArrayList<>();
        for (Path file : archives()) {
            InputStream in = Files.newInputStream(file);
            parts.add(file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in);
        }
        InputStream rest = Files.newInputStream(live);
        rest.skipNBytes(hole);
        parts.add(rest);
        try (InputStream all =
                new BufferedInputStream(
                        new SequenceInputStream(Collections.enumeration(parts)), 1 << 16)) {
            return count(all);
        }
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(live.getParent())) {
            return files.filter(file -> !file.equals(live))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static Found count(InputStream all) throws IOException {
        long lines = 0;
        long torn = 0;
        long missing = 0;
        long last = 0;
        long number = 0;
        for (int next = all.read(); next >= 0; next = all.read()) {
            if (next != '\n') {
                number = number * 10 + next - '0';
                continue;
            }
            lines++;
            if (number <= last) {
                torn++;
            } else {
                missing += number - last - 1;
                last = number;
            }
            number = 0;
        }
        return new Found(lines, torn + (number == 0 ? 0 : 1), missing);
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
