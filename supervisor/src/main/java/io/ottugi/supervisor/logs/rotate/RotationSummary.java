package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rotations of one log that are not reported yet, and the time of their report: at once while
 * there are few, else together once a minute. Times are monotonic nanoseconds.
 */
final class RotationSummary {
    /** Rotations that are reported at once, however soon they follow each other. */
    private static final int BURST = 20;

    private static final long PERIOD = TimeUnit.MINUTES.toNanos(1);

    private @Nullable RotationResult last;
    private int count;
    private long bytes;
    private long longest;
    private long lostAbout;
    private int removed;
    private int budget = BURST;
    private long refilled;
    private boolean begun;

    /**
     * Adds a rotation.
     *
     * @param nanos that the rotation took
     * @param gone number of archives that were removed for it
     */
    void add(RotationResult rotated, long nanos, int gone) {
        last = rotated;
        count++;
        bytes += rotated.bytes();
        longest = Math.max(longest, nanos);
        lostAbout += rotated.lostAbout();
        removed += gone;
    }

    /** Returns the newest rotation that is not reported yet, or null. */
    @Nullable RotationResult last() {
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

    /** Adds the fields of the event, and returns its sentence, without the file's name. */
    String describe(EventFields details) {
        RotationResult newest = Objects.requireNonNull(last);
        details.put(EventField.ARCHIVE, newest.archive().toString());
        details.put(EventField.BYTES, bytes);
        details.put(EventField.TOOK_MS, TimeUnit.NANOSECONDS.toMillis(longest));
        details.put(EventField.METHOD, newest.method().label());
        if (newest.method() == RotationResult.Method.COPY_AND_TRUNCATE) {
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

    /** Forgets the rotations that were reported. */
    void clear() {
        budget--;
        last = null;
        count = 0;
        bytes = 0;
        longest = 0;
        lostAbout = 0;
        removed = 0;
    }
}
