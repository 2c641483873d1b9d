package io.ottugi.supervisor.process;

import io.ottugi.supervisor.posix.Posix;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reaps the orphans that fall to a child subreaper, or to process 1, and leaves to the JDK the
 * children that are its own. Used on the thread that starts processes, so that no child is ever
 * unknown here.
 */
public final class OrphanReaper {
    private final Posix posix;
    private final Set<Long> ownChildren = new HashSet<>();

    public OrphanReaper(Posix posix) {
        this.posix = posix;
    }

    public void started(long pid) {
        ownChildren.add(pid);
    }

    public void ended(long pid) {
        ownChildren.remove(pid);
    }

    /** Reaps until there is none, or one is next that the JDK reaps itself. */
    public void reap() {
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
