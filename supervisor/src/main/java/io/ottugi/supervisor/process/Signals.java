package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.Posix.Signalled;
import io.ottugi.supervisor.proc.ProcessIdentity;

/** Sends signals to the processes of a worker, and to nobody else. */
public final class Signals {
    private final Posix posix;

    /** Is told of each process that may not be signalled. */
    public interface Refusals {
        /** For signals whose refusal is told elsewhere, or hurts nobody. */
        Refusals UNTOLD = (process, signal) -> {};

        /** The kernel answered EPERM: the process runs as another user. */
        void refused(ProcessIdentity process, SignalName signal);
    }

    public Signals(Posix posix) {
        this.posix = posix;
    }

    /**
     * To the worker's process group, or to its first process alone while that has not made its
     * group yet. CONT follows, so that a stopped process sees the signal.
     *
     * @param refusals is told if the first process may not be signalled: kill(2) says nothing of
     *     that as long as another process of the group may be
     */
    public void toGroup(ProcessIdentity leader, SignalName signal, Refusals refusals) {
        long target = -leader.pid();
        Signalled result = posix.kill(target, signal.number());
        if (result == Signalled.NOBODY && leader.isAlive()) {
            target = leader.pid();
            result = posix.kill(target, signal.number());
        }
        if (posix.kill(leader.pid(), 0) == Signalled.REFUSED && leader.isAlive()) {
            refusals.refused(leader, signal);
        }
        if (result != Signalled.NOBODY && signal != SignalName.CONT && signal != SignalName.KILL) {
            posix.kill(target, SignalName.CONT.number());
        }
    }

    /**
     * To the worker's first process alone. CONT follows, so that a stopped process sees the signal.
     *
     * @param refusals is told if it may not be signalled
     */
    public void toLeader(ProcessIdentity leader, SignalName signal, Refusals refusals) {
        if (toProcess(leader, signal, refusals) == Signalled.SENT && signal != SignalName.KILL) {
            toProcess(leader, SignalName.CONT, Refusals.UNTOLD);
        }
    }

    /**
     * To one process, if it is still the one that is meant.
     *
     * @param refusals is told if it may not be signalled
     * @return what came of it
     */
    public Signalled toProcess(ProcessIdentity process, SignalName signal, Refusals refusals) {
        if (!process.isAlive()) {
            return Signalled.NOBODY;
        }
        Signalled result = posix.kill(process.pid(), signal.number());
        if (result == Signalled.REFUSED) {
            refusals.refused(process, signal);
        }
        return result;
    }

    /** Whether any process of the group lives; zombies that nobody has reaped count. */
    public boolean groupExists(long leader) {
        return posix.kill(-leader, 0) != Signalled.NOBODY;
    }
}
