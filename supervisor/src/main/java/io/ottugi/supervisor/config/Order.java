package io.ottugi.supervisor.config;

import java.util.Set;

/**
 * What a worker waits for, and what others wait for in it.
 *
 * @param after names of workers: it starts when all their instances are ready, and is stopped
 *     before them
 * @param restartWith whether it is restarted when one of those falls or is restarted
 * @param oneshot whether those that wait for it wait for its end, and not only until it runs
 */
public record Order(Set<String> after, boolean restartWith, boolean oneshot) {
    public static final Order NONE = new Order(Set.of(), false, false);

    public Order {
        after = Set.copyOf(after);
    }
}
