package io.ottugi.supervisor.process;

import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.proc.ProcessTable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The processes of a worker's generation, to be looked at. */
public final class WorkerProcesses {
    /** Above any pid, so that nobody is in its group. */
    private static final ProcessIdentity NOBODY = new ProcessIdentity(Integer.MAX_VALUE, 0, "");

    private WorkerProcesses() {}

    /**
     * All that live now, its first one first, then by age.
     *
     * @param first pid of its first process
     */
    public static List<ProcStat> now(long first, Cookie cookie) {
        Optional<ProcessIdentity> leader = ProcessIdentity.of(first);
        ProcessTable table = ProcessTable.read();
        return table.of(leader.orElse(NOBODY), cookie).stream()
                .map(process -> ProcStat.read(process.pid()))
                .flatMap(Optional::stream)
                .filter(ProcStat::isAlive)
                .sorted(
                        Comparator.comparing((ProcStat stat) -> stat.pid() != first)
                                .thenComparing(ProcStat::startTicks))
                .toList();
    }
}
