package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rotations of one log that are still to be told, and when that may be: at once as long as
 * there are few, else together once a minute. Times are monotonic nanoseconds.
 */
final class RotationNews {
    /** Rotations that are told at once, however soon they follow each other. */
    private static final int BURST = 20;

    private static final long PERIOD = TimeUnit.MINUTES.toNanos(1);

    private @Nullable Rotated last;
    private int count;
    private long bytes;
    private long longest;
    private long lostAbout;
    private int removed;
    private int budget = BURST;
    private long refilled;
    private boolean begun;

    /**
     * @param nanos how long the rotation took
     * @param gone how many archives were removed for it
     */
    void add(Rotated rotated, long nanos, int gone) {
        last = rotated;
        count++;
        bytes += rotated.bytes();
        longest = Math.max(longest, nanos);
        lostAbout += rotated.lostAbout();
        removed += gone;
    }

    /** The newest rotation that is not told yet, or null. */
    @Nullable Rotated last() {
        return last;
    }

    long lostAbout() {
        return lostAbout;
    }

    boolean isDue(long now) {
        if (!begun) {
            begun = true;
            refilled = now;
        }
        long periods = (now - refilled) / PERIOD;
        budget = (int) Math.min(BURST, budget + periods);
        refilled += periods * PERIOD;
        return budget > 0;
    }

    long dueAt() {
        return refilled + PERIOD;
    }

    /** Adds the members of the event, and returns the sentence of it, without the file's name. */
    String describe(EventFields details) {
        Rotated newest = Objects.requireNonNull(last);
        details.put(EventField.ARCHIVE, newest.archive().toString());
        details.put(EventField.BYTES, bytes);
        details.put(EventField.TOOK_MS, TimeUnit.NANOSECONDS.toMillis(longest));
        details.put(EventField.METHOD, newest.method().label());
        if (newest.method() == Rotated.Method.COPY_AND_TRUNCATE) {
            details.put(EventField.LOST_ABOUT, lostAbout);
        }
        if (removed > 0) {
            details.put(EventField.REMOVED, removed);
        }
        if (count > 1) {
            details.put(EventField.ROTATIONS, count);
        }
        String where = newest.archive().getFileName().toString();
        return count == 1
                ? bytes + " bytes moved to " + where
                : bytes + " bytes moved in " + count + " rotations, the newest to " + where;
    }

    void told() {
        budget--;
        last = null;
        count = 0;
        bytes = 0;
        longest = 0;
        lostAbout = 0;
        removed = 0;
    }
}
