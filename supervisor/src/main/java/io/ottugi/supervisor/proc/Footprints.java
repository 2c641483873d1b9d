package io.ottugi.supervisor.proc;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures workers by one pass over {@code /proc}: the session of each and whatever descends from
 * it. For clients; a supervisor has better to do.
 */
public final class Footprints {
    /** USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int DEEPEST = 1000;
    private static final int FIELDS_READ = 15;
    private static final String PSS = "\nPss:";

    private final Map<Long, Seen> processes = new HashMap<>();
    private final Set<Long> leaders;

    /** What matters here of {@code /proc/PID/stat}. */
    private record Seen(long parent, long session, boolean alive, long ticks) {}

    private Footprints(Set<Long> leaders) {
        this.leaders = leaders;
    }

    /**
     * @param leaders the first processes of the workers, which lead their sessions
     * @return by leader; nothing of those of whom no process lives
     */
    public static Map<Long, Footprint> of(Collection<Long> leaders) {
        Footprints footprints = new Footprints(Set.copyOf(leaders));
        return leaders.isEmpty() ? Map.of() : footprints.measure();
    }

    private Map<Long, Footprint> measure() {
        for (long pid : ProcFile.pids()) {
            ProcFile.text(pid, "stat").ifPresent(text -> processes.put(pid, parse(text)));
        }
        Map<Long, Footprint> measured = new HashMap<>();
        processes.forEach(
                (pid, process) -> {
                    long leader = leader(process);
                    if (leader != 0) {
                        measured.merge(leader, footprint(pid, process), Footprints::sum);
                    }
                });
        measured.values().removeIf(footprint -> footprint.processes() == 0);
        return measured;
    }

    /** Fields 3 and on; the second is a name in parentheses that may hold anything. */
    private static Seen parse(String text) {
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", FIELDS_READ + 1);
        long ticks = 0;
        for (int i = 11; i < FIELDS_READ; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        char state = fields[0].charAt(0);
        return new Seen(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[3]),
                state != 'Z' && state != 'X',
                ticks);
    }

    /** The worker that a process belongs to; 0 for none. */
    private long leader(Seen process) {
        Seen one = process;
        for (int depth = 0; one != null && depth < DEEPEST; depth++) {
            if (leaders.contains(one.session())) {
                return one.session();
            }
            one = processes.get(one.parent());
        }
        return 0;
    }

    private static Footprint footprint(long pid, Seen process) {
        return new Footprint(
                process.alive() ? 1 : 0,
                process.alive() ? pss(pid).orElse(null) : null,
                process.ticks() / TICKS_PER_SECOND);
    }

    private static Optional<Long> pss(long pid) {
        return ProcFile.text(pid, "smaps_rollup")
                .filter(text -> text.contains(PSS))
                .map(Footprints::kibibytes)
                .map(kibibytes -> kibibytes * 1024);
    }

    private static long kibibytes(String rollup) {
        int from = rollup.indexOf(PSS) + PSS.length();
        return Long.parseLong(rollup.substring(from, rollup.indexOf('k', from)).trim());
    }

    private static Footprint sum(Footprint a, Footprint b) {
        return new Footprint(
                a.processes() + b.processes(),
                sum(a.pss(), b.pss()),
                a.cpuSeconds() + b.cpuSeconds());
    }

    private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a + b;
    }
}
