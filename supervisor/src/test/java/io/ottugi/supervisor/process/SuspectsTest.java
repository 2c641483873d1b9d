package io.ottugi.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.proc.ProcessTable;
import io.ottugi.supervisor.process.Suspects.Suspect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which processes without a cookie may be a worker, by the witnesses that there are. */
class SuspectsTest {
    private static final String LOG = "/log/web.log";
    private static final String IMAGE = "/usr/sbin/nginx";
    private static final Cookie OTHER = new Cookie("p", "other", "db", 1, "n");

    /** What was about to be started at tick 1000, and falls to process 1. */
    private static final Suspects.Wanted INTENDED =
            new Suspects.Wanted(1000, true, Set.of(1L), IMAGE, Set.of(LOG), stat -> false);

    /** What an old record tells of. */
    private static final Suspects.Wanted RECORDED =
            new Suspects.Wanted(1000, false, Set.of(1L), IMAGE, Set.of(LOG), stat -> false);

    /** What no record tells of, and writes to no file. */
    private static final Suspects.Wanted UNRECORDED =
            new Suspects.Wanted(0, false, Set.of(1L), IMAGE, Set.of(), stat -> stat.pid() == 8);

    private final Map<Long, String> images = new HashMap<>();
    private final Set<Long> writers = new HashSet<>();
    private final Set<Long> titled = new HashSet<>();

    private final Suspects.Eyes eyes =
            new Suspects.Eyes() {
                @Override
                public Optional<String> image(long pid) {
                    return Optional.ofNullable(images.get(pid));
                }

                @Override
                public boolean writes(long pid, Set<String> files) {
                    return writers.contains(pid) && files.contains(LOG);
                }

                @Override
                public boolean hidesEnvironment(long pid) {
                    return titled.contains(pid);
                }
            };

    @Test
    void allWitnessesTogetherProve() {
        images.put(7L, IMAGE);
        writers.add(7L);
        assertEquals(List.of(new Suspect(stat(7, 1, 7, 1001), true)), of(INTENDED, 7, 1, 7, 1001));
    }

    @Test
    void eachOfTwoWitnessesAloneIsADoubt() {
        images.put(7L, IMAGE);
        assertEquals(List.of(new Suspect(stat(7, 1, 7, 1001), false)), of(INTENDED, 7, 1, 7, 1001));
        images.clear();
        writers.add(7L);
        assertEquals(List.of(new Suspect(stat(7, 1, 7, 1001), false)), of(INTENDED, 7, 1, 7, 1001));
    }

    @Test
    void whoIsStillOnItsWayIsADoubt() {
        ProcStat chain = new ProcStat(7, "setsid", 'R', 1, 7, 7, 0, 1001);
        ProcessTable table =
                new ProcessTable(List.of(new ProcessTable.Row(chain, Optional.empty())));
        List<Suspect> doubt = List.of(new Suspect(chain, false));
        assertEquals(doubt, Suspects.among(table, INTENDED, eyes));
        assertEquals(List.of(), Suspects.among(table, RECORDED, eyes));
    }

    @Test
    void whoWasThereBeforeIsNone() {
        images.put(7L, IMAGE);
        writers.add(7L);
        assertEquals(List.of(), of(INTENDED, 7, 1, 7, 999));
    }

    @Test
    void whoHasAParentOfItsOwnIsNone() {
        images.put(7L, IMAGE);
        writers.add(7L);
        assertEquals(List.of(), of(INTENDED, 7, 300, 7, 1001));
    }

    @Test
    void theImageAloneDoesNotTellForLongAndNotOfAMember() {
        images.put(7L, IMAGE);
        assertEquals(List.of(), of(INTENDED, 7, 1, 7, 1000 + 6001));
        assertEquals(List.of(), of(INTENDED, 7, 1, 3, 1001));
        assertEquals(List.of(), of(RECORDED, 7, 1, 7, 1001));
    }

    @Test
    void theLogAloneIsADoubtForEver() {
        writers.add(7L);
        assertEquals(1, of(RECORDED, 7, 1, 7, 900_000).size());
        assertEquals(1, of(RECORDED, 7, 1, 3, 900_000).size());
    }

    @Test
    void whoCarriesACookieIsKnownByThat() {
        images.put(7L, IMAGE);
        writers.add(7L);
        ProcessTable.Row row = new ProcessTable.Row(stat(7, 1, 7, 1001), Optional.of(OTHER));
        assertEquals(List.of(), Suspects.among(new ProcessTable(List.of(row)), INTENDED, eyes));
    }

    @Test
    void whoWasNamedAndHidesItsEnvironmentIsADoubtWhateverItRuns() {
        assertEquals(List.of(), of(UNRECORDED, 8, 1, 8, 1001));
        titled.addAll(Set.of(7L, 8L));
        Suspect doubt = new Suspect(stat(8, 1, 8, 1001), false);
        assertEquals(List.of(doubt), of(UNRECORDED, 8, 1, 8, 1001));
        assertEquals(List.of(), of(UNRECORDED, 8, 300, 8, 1001));
        images.put(7L, IMAGE);
        assertEquals(List.of(), of(UNRECORDED, 7, 1, 7, 1001));
    }

    @Test
    void ofALeaderWithoutEnvironmentTheImageIsWorthTelling() {
        images.put(7L, IMAGE);
        assertEquals(List.of(), alike(7, 1, 7));
        titled.add(7L);
        assertEquals(List.of(stat(7, 1, 7, 1001).identity()), alike(7, 1, 7));
        assertEquals(List.of(), alike(7, 1, 3));
        assertEquals(List.of(), alike(7, 300, 7));
        images.put(7L, "/usr/bin/other");
        assertEquals(List.of(), alike(7, 1, 7));
    }

    @ParameterizedTest
    @CsvSource({
        "A=b|PATH=/bin|, true",
        "A=|B=c=d, true",
        "'', false",
        "||||, false",
        "'   |', false",
        "'g: master a=b|', false",
        "rest of a title|||, false",
        "A=b||||, false"
    })
    void anEnvironmentIsKnownByItsVariables(String text, boolean is) {
        assertEquals(is, Suspects.isEnvironment(text.replace('|', '\0')));
    }

    private List<ProcessIdentity> alike(long pid, long parent, long session) {
        ProcessTable.Row row =
                new ProcessTable.Row(stat(pid, parent, session, 1001), Optional.empty());
        return Suspects.alike(new ProcessTable(List.of(row)), UNRECORDED, eyes);
    }

    private List<Suspect> of(
            Suspects.Wanted wanted, long pid, long parent, long session, long start) {
        ProcessTable.Row row =
                new ProcessTable.Row(stat(pid, parent, session, start), Optional.empty());
        return Suspects.among(new ProcessTable(List.of(row)), wanted, eyes);
    }

    private static ProcStat stat(long pid, long parent, long session, long start) {
        return new ProcStat(pid, "x", 'S', parent, session, session, 0, start);
    }
}
