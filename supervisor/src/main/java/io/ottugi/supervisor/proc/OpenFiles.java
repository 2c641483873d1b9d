package io.ottugi.supervisor.proc;

import io.ottugi.supervisor.posix.LimitPair;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many descriptors the supervisor may have. It takes no more than the operator allowed until
 * its workers need more; from then on they get the operator's limit back at their start.
 */
public final class OpenFiles {
    /** A pidfd for each, and another for a process that outlives it. */
    private static final int EACH = 2;

    /** Sockets, files, jars, and what a search of /proc opens. */
    private static final int OUR_OWN = 200;

    private final Posix posix;
    private @Nullable LimitPair operators;

    public OpenFiles(Posix posix) {
        this.posix = posix;
    }

    /**
     * Raises our own soft limit if need be.
     *
     * @return whether there is room now
     */
    public boolean makeRoomFor(int workers) {
        long needed = (long) workers * EACH + OUR_OWN;
        try {
            LimitPair now = posix.openFileLimit();
            if (allows(now.soft(), needed)) {
                return true;
            }
            LimitPair raised = new LimitPair(atMost(now.hard(), needed * 2), now.hard());
            posix.limitOpenFiles(raised);
            operators = operators == null ? now : operators;
            return allows(raised.soft(), needed);
        } catch (PosixException e) {
            return false;
        }
    }

    /** The operator's limit, if ours is another by now. */
    public Optional<LimitPair> ofTheOperator() {
        return Optional.ofNullable(operators);
    }

    private static boolean allows(long limit, long needed) {
        return limit == LimitPair.UNLIMITED || limit >= needed;
    }

    private static long atMost(long limit, long wanted) {
        return limit == LimitPair.UNLIMITED ? wanted : Math.min(limit, wanted);
    }
}
