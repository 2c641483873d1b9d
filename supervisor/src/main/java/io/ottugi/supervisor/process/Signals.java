package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.posix.Posix;

/** Sends signals to the processes of a worker, and to nobody else. */
public final class Signals {
    private final Posix posix;

    public Signals(Posix posix) {
        this.posix = posix;
    }

    /**
     * To the worker's process group, or to its first process alone while that has not made its
     * group yet. CONT follows, so that a stopped process sees the signal.
     */
    public void toGroup(ProcessIdentity leader, SignalName signal) {
        long target = groupOrLeader(leader, signal);
        if (target != 0 && signal != SignalName.CONT && signal != SignalName.KILL) {
            posix.kill(target, SignalName.CONT.number());
        }
    }

    private long groupOrLeader(ProcessIdentity leader, SignalName signal) {
        if (posix.kill(-leader.pid(), signal.number())) {
            return -leader.pid();
        }
        return leader.isAlive() && posix.kill(leader.pid(), signal.number()) ? leader.pid() : 0;
    }

    /** To one process, if it is still the one that is meant. */
    public void toProcess(ProcessIdentity process, SignalName signal) {
        if (process.isAlive()) {
            posix.kill(process.pid(), signal.number());
        }
    }

    /** Whether any process of the group lives; zombies that nobody has reaped count. */
    public boolean groupExists(long leader) {
        return posix.kill(-leader, 0);
    }
}
