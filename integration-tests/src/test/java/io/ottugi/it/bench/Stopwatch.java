package io.ottugi.it.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects durations by name, in the order in which the names first came. */
final class Stopwatch {
    private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

    /** Notes how long this takes. */
    void time(String name, Runnable what) {
        long begin = System.nanoTime();
        what.run();
        add(name, System.nanoTime() - begin);
    }

    void add(String name, long duration) {
        nanos.computeIfAbsent(name, unknown -> new ArrayList<>()).add(duration);
    }

    List<String> names() {
        return List.copyOf(nanos.keySet());
    }

    Samples samples(String name) {
        List<Long> samples = nanos.get(name);
        return samples == null ? Samples.NONE : new Samples(samples);
    }
}
