package io.ottugi.supervisor.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Finds where the last lines of a file begin. */
public final class Tail {
    private static final int BLOCK = 64 * 1024;

    private Tail() {}

    /**
     * The position from which {@code lines} lines are left; an unfinished last line counts as one.
     *
     * @return bytes from the start, 0 if there are not as many lines
     */
    public static long start(Path file, int lines) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long end = in.length();
            byte[] block = new byte[BLOCK];
            int left = lines;
            for (long from = end; from > 0 && left >= 0; ) {
                int length = (int) Math.min(BLOCK, from);
                from -= length;
                in.seek(from);
                in.readFully(block, 0, length);
                for (int i = length - 1; i >= 0; i--) {
                    boolean ends = block[i] == '\n' && from + i < end - 1;
                    if (lines == 0 || (ends && --left == 0)) {
                        return lines == 0 ? end : from + i + 1;
                    }
                }
            }
            return 0;
        }
    }
}
