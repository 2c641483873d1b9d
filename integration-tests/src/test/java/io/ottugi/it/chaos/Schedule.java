package io.ottugi.it.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The seeded choices of a campaign, and the account of what was done and when. */
final class Schedule {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long seed;
    private final Random random;
    private final long began = System.nanoTime();
    private final List<String> account = new ArrayList<>();

    Schedule(long seed) {
        this.seed = seed;
        random = new Random(seed);
    }

    long seed() {
        return seed;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> some) {
        return some.get(below(some.size()));
    }

    /** Lets a random time pass, at most that. */
    void pause(Duration most) {
        long until = System.nanoTime() + (long) (random.nextDouble() * most.toNanos());
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    boolean isOver(Duration length) {
        return System.nanoTime() - began > length.toNanos();
    }

    /** Writes into the account. */
    void did(String what) {
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        account.add(String.format(Locale.ROOT, "%8.3f s  %s", seconds, what));
    }

    List<String> account() {
        return List.copyOf(account);
    }
}
