package io.ottugi.it.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Looks at {@code /proc} many times a second and notes what must not be: two first processes of one
 * worker, a process of a worker that is down, a worker that is missing for too long.
 */
final class Watch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(40);

    /** How long a copy between fork and exec may live on when its parent was killed. */
    private static final Duration FORK = Duration.ofMillis(500);

    /** How soon a wanted worker must be back while a supervisor is there. */
    private static final Duration BACK =
            Duration.ofSeconds(20).multipliedBy(Integer.getInteger("ottugi.it.patience", 1));

    private final Births births;
    private final Wanted wanted;
    private final Path programs;
    private final BooleanSupplier supervised;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Long> since = new HashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "watch");
                        thread.setDaemon(true);
                        return thread;
                    });
    private long looks;

    /**
     * @param programs where the workers' executables are
     * @param supervised whether a supervisor is there and at liberty to work
     */
    Watch(Births births, Wanted wanted, Path programs, BooleanSupplier supervised) {
        this.births = births;
        this.wanted = wanted;
        this.programs = programs;
        this.supervised = supervised;
    }

    Watch begin() {
        var unused =
                clock.scheduleWithFixedDelay(
                        this::guardedLook, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized long looks() {
        return looks;
    }

    /** The first processes now, by worker; what has not noted yet who it is goes by its program. */
    Map<String, List<Sight>> now() {
        Map<String, List<Sight>> byWorker = new TreeMap<>();
        for (Sight sight : Sight.first(Sight.all(programs))) {
            String worker = births.of(sight).map(Births.Birth::worker).orElse(sight.name());
            byWorker.computeIfAbsent(worker, name -> new ArrayList<>()).add(sight);
        }
        return byWorker;
    }

    private void guardedLook() {
        try {
            look(now(), System.nanoTime());
        } catch (RuntimeException | AssertionError broken) {
            note("the watch itself failed: " + broken);
        }
    }

    /** Judges one look at all first processes; {@code now} is of the monotonic clock. */
    synchronized void look(Map<String, List<Sight>> seen, long now) {
        looks++;
        Map<String, String> wrong = new HashMap<>();
        TreeSet<String> workers = new TreeSet<>(seen.keySet());
        workers.addAll(wanted.workers());
        for (String worker : workers) {
            judge(worker, seen.getOrDefault(worker, List.of()), wrong);
        }
        since.keySet().retainAll(wrong.keySet());
        wrong.forEach((key, what) -> lasting(key, what, now));
    }

    private void judge(String worker, List<Sight> sights, Map<String, String> wrong) {
        boolean countable = !worker.equals(Cast.KID) && !worker.equals(Cast.SCALED);
        if (countable && sights.size() > 1) {
            wrong.put("double " + sights, "two processes of " + worker + " at a time: " + sights);
        }
        Wanted.Promise promise = wanted.of(worker);
        if (promise == Wanted.Promise.DOWN && !sights.isEmpty()) {
            wrong.put("down " + worker, worker + " was stopped, and runs: " + sights);
        }
        if (promise == Wanted.Promise.UP && sights.isEmpty() && supervised.getAsBoolean()) {
            wrong.put("up " + worker, worker + " is wanted, and missing for " + BACK);
        }
    }

    private void lasting(String key, String what, long now) {
        long began = since.computeIfAbsent(key, first -> now);
        Duration bound = key.startsWith("up ") ? BACK : FORK;
        if (now - began > bound.toNanos()) {
            note(what);
            since.put(key, Long.MAX_VALUE);
        }
    }

    private synchronized void note(String fault) {
        faults.add(fault);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
