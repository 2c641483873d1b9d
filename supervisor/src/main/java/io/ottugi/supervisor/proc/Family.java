package io.ottugi.supervisor.proc;

import java.util.Set;

/**
 * The processes of one generation of a worker, as each pass over {@code /proc} finds them: its
 * group, its session, what carries its cookie, and what descends from any of those. What one pass
 * has found the next ones know again, by pid and start time, when its parent is gone and it carries
 * no cookie.
 *
 * <p>It changes on the thread that takes the passes only.
 */
public final class Family {
    private final ProcessIdentity leader;
    private final Cookie cookie;
    private volatile Set<ProcessIdentity> seen = Set.of();

    /**
     * @param leader its first process, which may be gone
     */
    public Family(ProcessIdentity leader, Cookie cookie) {
        this.leader = leader;
        this.cookie = cookie;
    }

    public ProcessIdentity leader() {
        return leader;
    }

    public Cookie cookie() {
        return cookie;
    }

    /** All that live of it, which are remembered. */
    public Set<ProcessIdentity> in(ProcessTable table) {
        Set<ProcessIdentity> members = table.of(leader, cookie, seen);
        seen = Set.copyOf(members);
        return members;
    }

    /** Whether a process belonged to it at the last pass. */
    public boolean has(ProcessIdentity process) {
        return process.equals(leader) || seen.contains(process);
    }
}
