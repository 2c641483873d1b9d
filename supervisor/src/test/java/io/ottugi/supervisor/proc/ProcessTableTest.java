package io.ottugi.supervisor.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who belongs to a generation, by one look at all processes. */
class ProcessTableTest {
    private static final Cookie FIRST = new Cookie("p", "shop", "web:1", 3, "n");
    private static final Cookie SECOND = new Cookie("p", "shop", "web:2", 3, "n");

    @Test
    void groupSessionAndCookieEachTell() {
        ProcessTable table =
                table(
                        row(100, 'S', 1, 100, 100, FIRST),
                        row(101, 'S', 100, 100, 100, null),
                        row(102, 'S', 100, 102, 100, null),
                        row(103, 'S', 1, 103, 103, FIRST),
                        row(104, 'Z', 100, 100, 100, FIRST),
                        row(200, 'S', 1, 200, 200, SECOND));
        assertEquals(Set.of(100L, 101L, 102L, 103L), pids(table.of(leader(100, 100), FIRST)));
    }

    @Test
    void whatDescendsFromItIsOfItWhateverItCarriesButAnotherWorkersCookie() {
        ProcessTable table =
                table(
                        row(100, 'S', 1, 100, 100, null),
                        row(101, 'S', 100, 101, 101, null),
                        row(102, 'S', 101, 102, 102, null),
                        row(103, 'S', 101, 103, 103, SECOND),
                        row(104, 'S', 103, 104, 104, null),
                        row(105, 'Z', 100, 105, 105, null),
                        row(99, 'S', 100, 99, 99, null));
        assertEquals(Set.of(100L, 101L, 102L), pids(table.of(leader(100, 100), FIRST)));
        assertEquals(Set.of(), pids(table.of(leader(100, 7), FIRST)));
        assertEquals(Set.of(), pids(table.of(leader(0, 0), FIRST)));
    }

    @Test
    void whatWasSeenBelowItIsKnownWhenItIsGoneAndSoIsWhatComesOfThat() {
        Family family = new Family(leader(100, 100), FIRST);
        family.in(table(row(100, 'S', 1, 100, 100, null), row(101, 'S', 100, 101, 101, null)));
        ProcessTable later =
                table(
                        row(50, 'S', 1, 50, 50, null),
                        row(101, 'S', 50, 101, 101, null),
                        row(102, 'S', 101, 102, 102, null),
                        row(103, 'S', 50, 103, 103, null));
        assertEquals(Set.of(101L, 102L), pids(family.in(later)));
        ProcessTable last =
                table(row(101, 'Z', 50, 101, 101, null), row(102, 'S', 50, 102, 102, null));
        assertEquals(Set.of(102L), pids(family.in(last)));
        ProcessTable.Row usedAgain =
                new ProcessTable.Row(
                        new ProcStat(102, "sh", 'S', 50, 102, 102, 0, 900), Optional.empty());
        assertEquals(Set.of(), pids(family.in(table(usedAgain))));
    }

    @Test
    void aNumberThatIsUsedAgainMeansNobody() {
        ProcessTable table =
                table(row(100, 'S', 1, 100, 100, SECOND), row(103, 'S', 1, 103, 103, FIRST));
        assertEquals(Set.of(103L), pids(table.of(leader(100, 7), FIRST)));
    }

    @Test
    void orphansAreChildrenThatLeftOurSession() {
        ProcessTable table =
                table(
                        row(10, 'S', 1, 10, 10, null),
                        row(11, 'S', 10, 10, 10, null),
                        row(12, 'S', 10, 12, 12, FIRST),
                        row(13, 'Z', 10, 13, 13, null),
                        row(14, 'S', 12, 12, 12, null));
        assertEquals(List.of(12L), table.orphansOf(10).map(row -> row.stat().pid()).toList());
    }

    @Test
    void thisProcessIsSeen() {
        ProcessIdentity us = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        long group = ProcStat.read(us.pid()).orElseThrow().group();
        ProcessIdentity groupsLeader = ProcessIdentity.of(group).orElse(us);
        assertTrue(ProcessTable.read().of(groupsLeader, FIRST).contains(us));
    }

    @Test
    void whatDescendsFromAProcessMayBeBelowItAndSoMayWhoseParentIsGone() {
        Map<Long, ProcStat> stats =
                Stream.of(
                                row(1, 'S', 0, 1, 1, null),
                                row(2, 'S', 1, 2, 2, null),
                                row(10, 'S', 1, 10, 10, null),
                                row(11, 'Z', 10, 11, 11, null),
                                row(12, 'S', 11, 12, 12, null),
                                row(13, 'S', 99, 13, 13, null),
                                row(14, 'S', 15, 14, 14, null),
                                row(15, 'S', 14, 15, 15, null))
                        .map(ProcessTable.Row::stat)
                        .collect(Collectors.toMap(ProcStat::pid, stat -> stat));
        Set<Long> below =
                stats.values().stream()
                        .filter(stat -> ProcessTable.mayBeBelow(10, stat, stats))
                        .map(ProcStat::pid)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(11L, 12L, 13L, 14L, 15L), below);
    }

    @Test
    void theCookieOfAChildIsSeenFromBelowItsParent() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sleep", "1000");
        builder.environment().put(Cookie.VARIABLE, FIRST.text());
        Process child = builder.start();
        try {
            ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
            // Until its exec its environment is ours.
            Set<ProcessIdentity> seen = Set.of();
            while (!seen.contains(identity) && child.isAlive()) {
                ProcessTable table = ProcessTable.readBelow(ProcessHandle.current().pid());
                seen = table.of(leader(0, 0), FIRST);
            }
            assertTrue(seen.contains(identity), seen::toString);
        } finally {
            child.destroyForcibly();
        }
    }

    private static ProcessTable table(ProcessTable.Row... rows) {
        return new ProcessTable(List.of(rows));
    }

    private static ProcessTable.Row row(
            long pid, char state, long parent, long group, long session, @Nullable Cookie cookie) {
        return new ProcessTable.Row(
                new ProcStat(pid, "sh", state, parent, group, session, 0, pid),
                Optional.ofNullable(cookie));
    }

    private static ProcessIdentity leader(long pid, long start) {
        return new ProcessIdentity(pid, start, ProcessIdentity.currentBoot());
    }

    private static Set<Long> pids(Set<ProcessIdentity> processes) {
        return Stream.of(processes)
                .flatMap(Set::stream)
                .map(ProcessIdentity::pid)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
