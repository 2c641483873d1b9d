package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.IOException;

/** Finds where the last lines of a log begin, in archives too. */
public final class Tail {
    private static final int BLOCK = 64 * 1024;

    private final LogReader reader;
    private final byte[] block = new byte[BLOCK];

    private Tail(LogReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the position of the first of the last lines; an unfinished last line counts as one.
     *
     * @param reader is moved
     * @param end position after the last of these lines
     * @return the oldest position that is kept, if there are fewer lines
     */
    public static long start(LogReader reader, long end, long lines) throws IOException {
        if (lines == 0) {
            return end;
        }
        return lines == Long.MAX_VALUE ? reader.begin() : new Tail(reader).start(end, lines);
    }

    /** Goes back stretch by stretch, and counts the lines of each forwards. */
    private long start(long end, long lines) throws IOException {
        long left = lines;
        // The end of the last line begins no other one.
        for (long to = end - 1; to > reader.begin(); ) {
            long from = stretchStart(to);
            long ends = lineEnds(from, to);
            if (ends >= left) {
                return afterLineEnd(from, to, ends - left);
            }
            left -= ends;
            to = from;
        }
        return reader.begin();
    }

    /**
     * Returns where a stretch begins that is cheap to read: a block, or a whole compressed archive.
     */
    private long stretchStart(long to) throws IOException {
        LogState state = reader.state();
        for (Archive archive : state.archives()) {
            if (archive.from() < to && to <= archive.to()) {
                return archive.isCompressed(reader.place().live())
                        ? archive.from()
                        : Math.max(archive.from(), to - BLOCK);
            }
        }
        return Math.max(to > state.base() ? state.base() : reader.begin(), to - BLOCK);
    }

    private long lineEnds(long from, long to) throws IOException {
        reader.seek(from);
        long ends = 0;
        while (reader.position() < to) {
            int read = read(to);
            for (int i = 0; i < read; i++) {
                ends += block[i] == '\n' ? 1 : 0;
            }
            if (read == 0) {
                break;
            }
        }
        return ends;
    }

    /** Returns the position after the line end that has {@code before} others before it. */
    private long afterLineEnd(long from, long to, long before) throws IOException {
        reader.seek(from);
        long left = before;
        while (reader.position() < to) {
            int read = read(to);
            long at = reader.position() - read;
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n' && left-- == 0) {
                    return at + i + 1;
                }
            }
            if (read == 0) {
                break;
            }
        }
        return reader.position();
    }

    private int read(long to) throws IOException {
        return reader.read(block, (int) Math.min(BLOCK, to - reader.position()));
    }
}
