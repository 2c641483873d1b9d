package io.ottugi.supervisor.proc;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fields of {@code /proc/PID/stat}, proc(5), that we use.
 *
 * @param name of its program, at most 15 bytes of it
 * @param state R, S, D, T, Z, …
 * @param session process id of its session's leader
 * @param terminal device number of its controlling terminal, 0 for none
 * @param startTicks when it started, in clock ticks since boot: with the pid, its identity
 */
public record ProcStat(
        long pid,
        String name,
        char state,
        long parent,
        long group,
        long session,
        int terminal,
        long startTicks) {
    private static final int FIELDS_READ = 20;

    /** Reads it, if there is such a process. */
    public static Optional<ProcStat> read(long pid) {
        return ProcFile.text(pid, "stat").map(text -> parse(pid, text));
    }

    /** The second field is a name in parentheses that may itself hold spaces and parentheses. */
    public static ProcStat parse(long pid, String text) {
        int end = text.lastIndexOf(')');
        String[] fields = text.substring(end + 2).split(" ", FIELDS_READ + 1);
        return new ProcStat(
                pid,
                text.substring(text.indexOf('(') + 1, end),
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Integer.parseInt(fields[4]),
                Long.parseLong(fields[19]));
    }

    /**
     * The raw wait status of a process that has ended but is not reaped, by the last field.
     *
     * @return empty if it is gone, runs, or may not be looked at
     */
    public static OptionalInt exitStatus(ProcessIdentity identity) {
        Optional<String> text = ProcFile.text(identity.pid(), "stat");
        Optional<ProcStat> stat = text.map(found -> parse(identity.pid(), found));
        boolean ours =
                stat.filter(s -> !s.isAlive() && s.startTicks() == identity.startTicks())
                        .isPresent();
        if (!ours || ProcFile.isHidden(identity.pid())) {
            return OptionalInt.empty();
        }
        String all = text.orElseThrow().trim();
        return OptionalInt.of(Integer.parseInt(all.substring(all.lastIndexOf(' ') + 1)));
    }

    /** Which process it is, for as long as it is one. */
    public ProcessIdentity identity() {
        return new ProcessIdentity(pid, startTicks, ProcessIdentity.currentBoot());
    }

    /** Whether it runs, as opposed to having ended without being reaped. */
    public boolean isAlive() {
        return state != 'Z' && state != 'X';
    }

    public boolean leadsSession() {
        return pid == session;
    }
}
