package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.SignalName;

/**
 * How a worker is asked to end. KILL, when the timeout is over, goes to all of its processes in any
 * case: no generation begins beside what an earlier one left.
 *
 * @param signal what asks it
 * @param to which of its processes get that signal
 */
public record StopPolicy(SignalName signal, To to) {
    public static final StopPolicy DEFAULT = new StopPolicy(SignalName.TERM, To.GROUP);

    /** The receivers of the stop signal, as {@code KillMode} of systemd.kill(5) names them. */
    public enum To {
        /** The process group; what has left the group, once the first process has ended. */
        GROUP,
        /** The first process; what it leaves, once it has ended. */
        PROCESS,
        /** The first process; what it leaves gets KILL. */
        MIXED
    }

    /** Returns whether only the first process is asked as long as it lives. */
    public boolean firstProcessAlone() {
        return to != To.GROUP;
    }

    /** Returns the signal that ends what the first process has left. */
    public SignalName leftoversSignal() {
        return to == To.MIXED ? SignalName.KILL : signal;
    }
}
