package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.proc.ProcFile;
import io.ottugi.supervisor.proc.ProcStat;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reaps the orphans that fall to a child subreaper, or to process 1, and leaves to the JDK the
 * children that are its own. Whoever starts a process does it here or tells of it on the thread
 * that reaps, so that no child is ever unknown here.
 */
public final class OrphanReaper {
    /** So many sessions are remembered before it is looked which of them are left. */
    static final int ENOUGH = 32;

    private final Posix posix;
    private final Supplier<Set<Long>> sessions;
    private final Set<Long> ownChildren = new HashSet<>();
    private final Set<Long> followed = new HashSet<>();
    private final Set<Long> apart = new HashSet<>();
    private int enough = ENOUGH;

    public OrphanReaper(Posix posix) {
        this(posix, OrphanReaper::sessions);
    }

    /**
     * @param sessions the numbers of all that have a process; asked on the thread that starts one
     */
    OrphanReaper(Posix posix, Supplier<Set<Long>> sessions) {
        this.posix = posix;
        this.sessions = sessions;
    }

    private static Set<Long> sessions() {
        Set<Long> sessions = new HashSet<>();
        for (long pid : ProcFile.pids()) {
            ProcStat.read(pid).ifPresent(stat -> sessions.add(stat.session()));
        }
        return sessions;
    }

    /** A worker, which may have the number of a process that was. */
    public synchronized void started(long pid) {
        ownChildren.add(pid);
        apart.remove(pid);
    }

    /** An orphan that has become a worker's first process. */
    public synchronized void followed(long pid) {
        followed.add(pid);
    }

    public synchronized void ended(long pid) {
        ownChildren.remove(pid);
        followed.remove(pid);
    }

    /** Whether a process is one that was started here, or is followed as a worker's first. */
    public synchronized boolean isFirst(long pid) {
        return ownChildren.contains(pid) || followed.contains(pid);
    }

    /** Starts what is no worker, in a session of its own; from any thread. */
    public Process startApart(ProcessBuilder builder) throws IOException {
        forgetSessions();
        return start(builder);
    }

    /** Sessions in which nobody is left; looked for without keeping those who reap waiting. */
    private void forgetSessions() {
        Set<Long> before = many();
        if (!before.isEmpty()) {
            Set<Long> left = sessions.get();
            synchronized (this) {
                before.removeAll(left);
                before.removeAll(ownChildren);
                apart.removeAll(before);
                enough = Math.max(ENOUGH, 2 * apart.size());
            }
        }
    }

    private synchronized Set<Long> many() {
        return apart.size() < enough ? Set.of() : new HashSet<>(apart);
    }

    /** How many sessions are remembered whose processes may have gone. */
    synchronized int apart() {
        return apart.size();
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        ownChildren.add(process.pid());
        apart.add(process.pid());
        var unused = process.onExit().thenRun(() -> ended(process.pid()));
        return process;
    }

    /**
     * Whether an orphan comes of what was started apart, and so is no worker's. Its session has the
     * number of its first process, which no other can have as long as anybody is in it.
     */
    public synchronized boolean isApart(ProcStat orphan) {
        return apart.contains(orphan.session());
    }

    /** Reaps until there is none, or one is next that the JDK reaps itself. */
    public synchronized void reap() {
        long last = 0;
        OptionalLong next = posix.peekEndedChild();
        while (next.isPresent() && next.getAsLong() != last) {
            last = next.getAsLong();
            if (ownChildren.contains(last)) {
                return;
            }
            posix.reap(last);
            next = posix.peekEndedChild();
        }
    }
}
