package io.ottugi.supervisor.lifecycle;

/**
 * A deadline with its time.
 *
 * @param kind what is due
 * @param at monotonic nanoseconds
 */
public record Due(Deadline kind, long at) {
    /** Whether it is time, in a way that survives the overflow of the nanosecond clock. */
    public boolean reached(long now) {
        return now - at >= 0;
    }
}
