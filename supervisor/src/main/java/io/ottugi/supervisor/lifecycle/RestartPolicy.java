package io.ottugi.supervisor.lifecycle;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a fallen worker is started again.
 *
 * @param mode which falls are answered
 * @param backoff how long to wait
 * @param resetAfter falls are forgotten after running this long
 * @param limit on automatic starts, or null for none
 * @param neverAfter falls that are not tried again where the mode would
 * @param alwaysAfter falls that are answered with a new start where the mode would not; no pattern
 *     is in both
 * @param successExitCodes the codes that are no failure
 */
public record RestartPolicy(
        Mode mode,
        Backoff backoff,
        Duration resetAfter,
        @Nullable RestartLimit limit,
        Set<FallPattern> neverAfter,
        Set<FallPattern> alwaysAfter,
        Set<Integer> successExitCodes) {
    public static final RestartPolicy DEFAULT =
            new RestartPolicy(
                    Mode.ALWAYS,
                    Backoff.DEFAULT,
                    Duration.ofSeconds(30),
                    null,
                    Set.of(),
                    Set.of(),
                    Set.of(0));

    /** What a shell or a JVM that is told to end by INT or TERM exits with. */
    private static final Set<Integer> CODES_OF_AN_ASKED_END = Set.of(130, 143);

    private static final Set<Integer> SIGNALS_OF_AN_ASKED_END = Set.of(2, 15);

    /** Which falls are answered with a new start. */
    public enum Mode {
        ALWAYS,
        ON_FAILURE,
        NEVER
    }

    /** What comes of a fall, but for a limit. */
    enum Answer {
        START_AGAIN,
        /** It has done what it was to do, or is not to be done twice. */
        LEAVE,
        /** It would be started again, but not after such a fall. */
        GIVE_UP
    }

    public RestartPolicy {
        neverAfter = Set.copyOf(neverAfter);
        alwaysAfter = Set.copyOf(alwaysAfter);
        successExitCodes = Set.copyOf(successExitCodes);
        if (!Collections.disjoint(neverAfter, alwaysAfter)) {
            throw new IllegalArgumentException("the same fall never and always");
        }
    }

    /**
     * What comes of a fall that nobody asked for. First {@code alwaysAfter} and the mode say
     * whether it is started again; if so, {@code neverAfter} has the last word.
     */
    Answer answer(Fall fall) {
        if (!startsAgainAfter(fall)) {
            return Answer.LEAVE;
        }
        if (!matches(neverAfter, fall) && !isFutile(fall)) {
            return Answer.START_AGAIN;
        }
        return isSuccess(fall) ? Answer.LEAVE : Answer.GIVE_UP;
    }

    /**
     * Whether its end is no failure: it exited with a code of success; or with what TERM and INT
     * lead to, if we had asked it to end.
     */
    public boolean isSuccess(Fall fall) {
        if (!(fall.cause() instanceof Cause.Ended ended)) {
            return false;
        }
        WaitStatus status = ended.status();
        if (status instanceof WaitStatus.Signaled killed) {
            return fall.asked() && SIGNALS_OF_AN_ASKED_END.contains(killed.signal());
        }
        if (status instanceof WaitStatus.Exited exited) {
            return isSuccess(exited.code(), fall.asked());
        }
        return status instanceof WaitStatus.Ambiguous either
                && isSuccess(either.value(), fall.asked());
    }

    /** Whether it has done its work with such an end, and is not to do it again. */
    public boolean isDoneAfter(Fall fall) {
        return isSuccess(fall) && !fall.asked() && answer(fall) == Answer.LEAVE;
    }

    /** What goes into the background will do so again; only who says so has it started again. */
    private boolean isFutile(Fall fall) {
        return fall.cause() instanceof Cause.Daemonized
                && mode == Mode.ON_FAILURE
                && !matches(alwaysAfter, fall);
    }

    private boolean startsAgainAfter(Fall fall) {
        if (matches(alwaysAfter, fall)) {
            return true;
        }
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

    private boolean isSuccess(int code, boolean asked) {
        return successExitCodes.contains(code) || (asked && CODES_OF_AN_ASKED_END.contains(code));
    }

    private static boolean matches(Set<FallPattern> patterns, Fall fall) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(fall.cause()));
    }
}
