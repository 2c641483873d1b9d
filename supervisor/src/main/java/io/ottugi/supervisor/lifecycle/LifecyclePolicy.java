package io.ottugi.supervisor.lifecycle;

import java.time.Duration;

/**
 * All that the machine needs to know of a worker's configuration.
 *
 * @param restart whether and when it is started again
 * @param readyTimeout from its start until it must have been seen to run
 * @param settle from when it is seen to run until it counts as started, as supervisord's {@code
 *     startsecs}; zero for at once
 * @param stopTimeout from the stop signal until KILL, or until the examination before it
 * @param examination the most that KILL waits for a hanging worker to be looked at; zero for not
 *     looking
 */
public record LifecyclePolicy(
        RestartPolicy restart,
        Duration readyTimeout,
        Duration settle,
        Duration stopTimeout,
        Duration examination) {
    /** How long a hanging worker is looked at before it is killed. */
    public static final Duration EXAMINATION = Duration.ofSeconds(5);

    public static final LifecyclePolicy DEFAULT =
            new LifecyclePolicy(
                    RestartPolicy.DEFAULT,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    EXAMINATION);
}
