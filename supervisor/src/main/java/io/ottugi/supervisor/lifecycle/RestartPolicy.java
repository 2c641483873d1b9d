package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.Set;

/**
 * Whether and when a fallen worker is started again.
 *
 * @param mode which falls are answered
 * @param backoff how long to wait
 * @param resetAfter falls are forgotten after running this long
 * @param successExitCodes the codes that are no failure
 */
public record RestartPolicy(
        Mode mode, Backoff backoff, Duration resetAfter, Set<Integer> successExitCodes) {
    public static final RestartPolicy DEFAULT =
            new RestartPolicy(Mode.ALWAYS, Backoff.DEFAULT, Duration.ofSeconds(30), Set.of(0));

    /** Which falls are answered with a new start. */
    public enum Mode {
        ALWAYS,
        ON_FAILURE,
        NEVER
    }

    public RestartPolicy {
        successExitCodes = Set.copyOf(successExitCodes);
    }

    boolean startsAgainAfter(Fall fall) {
        if (fall.cause() instanceof Cause.CouldNotStart) {
            // It never ran, so no policy on its end has been met.
            return true;
        }
        return switch (mode) {
            case ALWAYS -> true;
            case ON_FAILURE -> !isSuccess(fall);
            case NEVER -> false;
        };
    }

    /** Whether the worker ended by itself with a code of success. */
    public boolean isSuccess(Fall fall) {
        if (!(fall.cause() instanceof Cause.Ended ended)) {
            return false;
        }
        return (ended.status() instanceof WaitStatus.Exited exited
                        && successExitCodes.contains(exited.code()))
                || (ended.status() instanceof WaitStatus.Ambiguous either
                        && successExitCodes.contains(either.value()));
    }
}
