package io.ottugi.supervisor.process;

import io.ottugi.supervisor.posix.Posix;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reaps the orphans that fall to a child subreaper, or to process 1, and leaves to the JDK the
 * children that are its own. Whoever starts a process does it here or tells of it on the thread
 * that reaps, so that no child is ever unknown here.
 */
public final class OrphanReaper {
    private final Posix posix;
    private final Set<Long> ownChildren = new HashSet<>();
    private final Set<Long> apart = new HashSet<>();

    public OrphanReaper(Posix posix) {
        this.posix = posix;
    }

    /** A worker, which may have the number of a process that was. */
    public synchronized void started(long pid) {
        ownChildren.add(pid);
        apart.remove(pid);
    }

    public synchronized void ended(long pid) {
        ownChildren.remove(pid);
    }

    /** Starts what is no worker, in a session of its own; from any thread. */
    public synchronized Process startApart(ProcessBuilder builder) throws IOException {
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
