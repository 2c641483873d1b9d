package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.WaitStatus;

/**
 * An end that the kernel has told and the JDK has not.
 *
 * @param believedAt from when on the JDK is not waited for any more, monotonic nanoseconds
 */
record Untold(long generation, WaitStatus status, long believedAt) {
    private static final long JDK_TELLS_NANOS = 1_000_000_000;

    static Untold since(long now, long generation, WaitStatus status) {
        return new Untold(generation, status, now + JDK_TELLS_NANOS);
    }
}
