package io.ottugi.it.chaos;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the campaign has asked for and was promised, by worker. It is unknown from before a command
 * is given until that has answered with success, and again as soon as something could change it.
 */
final class Wanted {
    /** What must be true of a worker. */
    enum Promise {
        UP,
        DOWN,
        UNKNOWN
    }

    private final Map<String, Promise> promises = new ConcurrentHashMap<>();

    void set(String worker, Promise promise) {
        promises.put(worker, promise);
    }

    Promise of(String worker) {
        return promises.getOrDefault(worker, Promise.UNKNOWN);
    }

    /** All of which something was promised. */
    Set<String> workers() {
        return promises.keySet();
    }

    /** Nothing is promised any more. */
    void forget() {
        promises.clear();
    }

    @Override
    public String toString() {
        return promises.toString();
    }
}
