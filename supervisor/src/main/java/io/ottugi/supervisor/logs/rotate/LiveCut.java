package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.logs.record.PendingRotation;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * One cut of a live file by this process, for other threads that need the position of the file's
 * end meanwhile. A file that only grows and has become smaller has been cut.
 */
final class LiveCut {
    private static final long UNKNOWN = -1;

    private final PendingRotation rotating;
    private final long startBefore;
    private volatile long sizeBefore;
    private volatile boolean begun;
    private volatile boolean truncates;
    private volatile long startAfter = UNKNOWN;

    /**
     * @param rotating the rotation that the cut is part of
     * @param start position of the live file's first byte before the cut
     * @param size of the live file before the cut, in bytes
     */
    LiveCut(PendingRotation rotating, long start, long size) {
        this.rotating = rotating;
        this.startBefore = start;
        this.sizeBefore = size;
    }

    /** Sets the size of the live file, in bytes, as late as possible before the cut. */
    void beginCut(long size) {
        sizeBefore = size;
        begun = true;
    }

    /** Sets that the file is truncated instead, so that its new start is known only afterwards. */
    void beginTruncation(long size) {
        truncates = true;
        sizeBefore = size;
    }

    /** Sets the position of the live file's first byte after the cut. */
    void end(long start) {
        startAfter = start;
    }

    boolean isOf(PendingRotation other) {
        return rotating.sequence() == other.sequence() && rotating.from() == other.from();
    }

    /**
     * Returns the position of the live file's end.
     *
     * @param stat reads the size of the live file in bytes
     * @param patient false to take a large file for one that is not cut yet, though it may have
     *     grown again after the cut
     * @return empty if the file was cut just now: then ask again
     */
    OptionalLong end(SizeReader stat, boolean patient) throws IOException {
        long start = startAfter;
        long before = sizeBefore;
        long size = stat.size();
        if (start != UNKNOWN) {
            return OptionalLong.of(start + size);
        }
        if (startAfter != UNKNOWN || before != sizeBefore) {
            return OptionalLong.empty();
        }
        if (size >= before) {
            if (begun && patient) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(startBefore + size);
        }
        return truncates ? OptionalLong.empty() : OptionalLong.of(rotating.to() + size);
    }

    /** Reads the size of a file in bytes. */
    interface SizeReader {
        long size() throws IOException;
    }
}
