package io.ottugi.worker;

/** Monotonic time, in nanoseconds from an arbitrary point. */
interface Pace {
    long now();

    void waitUntil(long time);
}
