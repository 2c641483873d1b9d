package io.ottugi.supervisor.proc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All processes, as one pass over {@code /proc} has seen them. */
public final class ProcessTable {
    /** Its cookie is empty where there is none or it may not be read. */
    public record Row(ProcStat stat, Optional<Cookie> cookie) {}

    private final Map<Long, Row> rows = new HashMap<>();
    private final Map<Long, List<Row>> children = new HashMap<>();
    private final Map<Long, List<Row>> groups = new HashMap<>();
    private final Map<Long, List<Row>> sessions = new HashMap<>();
    private final Map<Cookie.Owner, List<Row>> carriers = new HashMap<>();

    public ProcessTable(List<Row> all) {
        all.forEach(row -> rows.put(row.stat().pid(), row));
        for (Row row : all) {
            if (row.stat().isAlive()) {
                add(children, row.stat().parent(), row);
                add(groups, row.stat().group(), row);
                add(sessions, row.stat().session(), row);
                row.cookie().ifPresent(cookie -> add(carriers, cookie.owner(), row));
            }
        }
    }

    private static <K> void add(Map<K, List<Row>> index, K key, Row row) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }

    /** Looks at every process there is. */
    public static ProcessTable read() {
        return read(MemoryReads.PROC, CookieScan::cookie);
    }

    /** Looks at every process there is, but for cookies: who has which parent. */
    public static ProcessTable readParents() {
        return new ProcessTable(
                stats().values().stream().map(stat -> new Row(stat, Optional.empty())).toList());
    }

    private static Map<Long, ProcStat> stats() {
        Map<Long, ProcStat> stats = new HashMap<>();
        for (long pid : ProcFile.pids()) {
            ProcStat.read(pid).ifPresent(stat -> stats.put(pid, stat));
        }
        return stats;
    }

    /** A process whose memory cannot be read now is known by its group and session only. */
    public static ProcessTable read(MemoryReads reads, LongFunction<Optional<Cookie>> cookie) {
        List<Long> pids = ProcFile.pids();
        Map<Long, Optional<Row>> read =
                reads.all(
                        pids,
                        pid -> ProcStat.read(pid).map(stat -> new Row(stat, cookie.apply(pid))));
        List<Row> all = new ArrayList<>();
        for (long pid : pids) {
            Optional<Row> row = read.get(pid);
            if (row == null) {
                row = ProcStat.read(pid).map(stat -> new Row(stat, Optional.empty()));
            }
            row.ifPresent(all::add);
        }
        return new ProcessTable(all);
    }

    /**
     * Looks at every process there is, but for cookies only below one process: a fraction of the
     * time. Whose line of parents breaks off, since one of them ended during the pass, may be below
     * it and is looked at as well.
     */
    public static ProcessTable readBelow(long ancestor) {
        Map<Long, ProcStat> stats = stats();
        List<Long> below =
                stats.values().stream()
                        .filter(stat -> mayBeBelow(ancestor, stat, stats))
                        .map(ProcStat::pid)
                        .toList();
        Map<Long, Optional<Cookie>> cookies = MemoryReads.PROC.all(below, CookieScan::cookie);
        List<Row> all = new ArrayList<>();
        stats.forEach(
                (pid, stat) -> all.add(new Row(stat, cookies.getOrDefault(pid, Optional.empty()))));
        return new ProcessTable(all);
    }

    /**
     * Process 1 and the kernel's threads have the parent 0; a circle comes of a number used twice.
     */
    static boolean mayBeBelow(long ancestor, ProcStat process, Map<Long, ProcStat> stats) {
        ProcStat one = process;
        for (int depth = 0; one != null && depth <= stats.size(); depth++) {
            if (one.parent() == ancestor) {
                return true;
            }
            if (one.parent() == 0) {
                return false;
            }
            one = stats.get(one.parent());
        }
        return true;
    }

    public Collection<Row> rows() {
        return rows.values();
    }

    /**
     * What lives of a generation: its first process, its group, its session, whatever carries its
     * cookie or that of a generation before it, which nothing may outlive, and what descends from
     * those.
     *
     * @param leader its first process, which may be gone, and its number used again
     * @param seen what is known to be of it
     */
    public Set<ProcessIdentity> of(
            ProcessIdentity leader, Cookie cookie, Set<ProcessIdentity> seen) {
        Set<ProcessIdentity> members = session(leader);
        carriers(cookie.owner()).stream()
                .filter(row -> generation(row) <= cookie.generation())
                .forEach(row -> members.add(row.stat().identity()));
        Stream.concat(Stream.of(leader), seen.stream())
                .filter(process -> lives(process, cookie))
                .forEach(members::add);
        addDescendants(members, cookie);
        return members;
    }

    /** The same, of which nothing is known beside that. */
    public Set<ProcessIdentity> of(ProcessIdentity leader, Cookie cookie) {
        return of(leader, cookie, Set.of());
    }

    private boolean lives(ProcessIdentity process, Cookie cookie) {
        Row row = rows.get(process.pid());
        return row != null
                && row.stat().isAlive()
                && row.stat().startTicks() == process.startTicks()
                && !isNoneOf(row, cookie);
    }

    /** Who is older than its parent has one whose number was used again during the pass. */
    private void addDescendants(Set<ProcessIdentity> members, Cookie cookie) {
        Deque<ProcessIdentity> parents = new ArrayDeque<>(members);
        while (!parents.isEmpty()) {
            ProcessIdentity parent = parents.pop();
            for (Row child : children.getOrDefault(parent.pid(), List.of())) {
                boolean younger = child.stat().startTicks() >= parent.startTicks();
                if (younger && !isNoneOf(child, cookie) && members.add(child.stat().identity())) {
                    parents.push(child.stat().identity());
                }
            }
        }
    }

    private static boolean isNoneOf(Row row, Cookie cookie) {
        return row.cookie().filter(carried -> carried.isNoneOf(cookie)).isPresent();
    }

    /** What lives of the group and the session that a process made, which may be gone. */
    public Set<ProcessIdentity> session(ProcessIdentity leader) {
        Row holder = rows.get(leader.pid());
        // An intent has no process; the session of number 0 is the kernel's.
        boolean numberIsOurs =
                leader.pid() > 0
                        && (holder == null || holder.stat().startTicks() == leader.startTicks());
        Set<ProcessIdentity> members = new HashSet<>();
        if (numberIsOurs) {
            addAll(members, groups.get(leader.pid()));
            addAll(members, sessions.get(leader.pid()));
        }
        return members;
    }

    /** All that live and carry a cookie of this worker, of whatever generation. */
    public List<Row> carriers(Cookie.Owner worker) {
        return carriers.getOrDefault(worker, List.of());
    }

    private static long generation(Row row) {
        return row.cookie().map(Cookie::generation).orElse(Long.MAX_VALUE);
    }

    private static void addAll(Set<ProcessIdentity> members, @Nullable List<Row> rows) {
        if (rows != null) {
            rows.forEach(row -> members.add(row.stat().identity()));
        }
    }

    /**
     * The living children of a process that have left its session, as workers and all that comes of
     * them do; those that it has only just made have not.
     */
    public Stream<Row> orphansOf(long parent) {
        Row adopter = rows.get(parent);
        long session = adopter == null ? parent : adopter.stat().session();
        Predicate<ProcStat> orphan =
                stat -> stat.isAlive() && stat.parent() == parent && stat.session() != session;
        return rows.values().stream().filter(row -> orphan.test(row.stat()));
    }
}
