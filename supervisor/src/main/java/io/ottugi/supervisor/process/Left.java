package io.ottugi.supervisor.process;

import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The processes that are left of a generation.
 *
 * @param any whether there are any; also true where the look took too long
 * @param processes those that live and may be looked at, the oldest first
 */
public record Left(boolean any, List<ProcStat> processes) {
    static final Left UNKNOWN = new Left(true, List.of());

    public Left {
        processes = List.copyOf(processes);
    }

    static Left of(Set<ProcessIdentity> members) {
        return new Left(
                !members.isEmpty(),
                members.stream()
                        .flatMap(member -> ProcStat.read(member.pid()).stream())
                        .filter(ProcStat::isAlive)
                        .sorted(Comparator.comparing(ProcStat::startTicks))
                        .toList());
    }
}
