package io.ottugi.supervisor.lifecycle;

import java.time.Duration;

/**
 * All that the machine needs to know of a worker's configuration.
 *
 * @param restart whether and when it is started again
 * @param readyTimeout from its start until it must have been seen to run
 * @param stopTimeout from the stop signal until KILL
 */
public record LifecyclePolicy(RestartPolicy restart, Duration readyTimeout, Duration stopTimeout) {
    public static final LifecyclePolicy DEFAULT =
            new LifecyclePolicy(
                    RestartPolicy.DEFAULT, Duration.ofSeconds(60), Duration.ofSeconds(10));
}
