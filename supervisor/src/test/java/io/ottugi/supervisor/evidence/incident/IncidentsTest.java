package io.ottugi.supervisor.evidence.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.config.EvidencePolicy.Jvm;
import io.ottugi.supervisor.config.EvidencePolicy.OnFailure;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.diagnosis.FindingKind;
import io.ottugi.supervisor.diagnosis.Quote;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are whole, ours alone, and never too many. */
class IncidentsTest {
    @TempDir Path root;

    @Test
    void anIncidentAppearsWhenItIsComplete() throws IOException {
        Incidents incidents = incidents();
        IncidentDraft draft = incidents.begin("web:1");
        draft.text("output.txt", "bye\n");
        assertEquals(List.of(), all("web:1"));
        IncidentFolder made = draft.finish(summary(), policy(10, 1 << 20));
        assertEquals(List.of(made), all("web:1"));
        assertEquals("000001", made.path().getFileName().toString());
        assertEquals(List.of("output.txt"), made.summary().orElseThrow().files());
        assertMode("rwx------", made.path());
        assertMode("rw-------", made.path().resolve("output.txt"));
        assertMode("rw-------", made.path().resolve("summary.json"));
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws IOException {
        Incidents incidents = incidents();
        for (int n = 1; n <= 5; n++) {
            incidents.begin("web").finish(summary(), policy(3, 1 << 20));
        }
        assertEquals(List.of(3L, 4L, 5L), numbers("web"));
        incidents.begin("other").finish(summary(), policy(1, 1 << 20));
        assertEquals(List.of(3L, 4L, 5L), numbers("web"));
    }

    @Test
    void theOldestGoWhenTheyAreTooLarge() throws IOException {
        Incidents incidents = incidents();
        for (int n = 1; n <= 4; n++) {
            IncidentDraft draft = incidents.begin("web");
            draft.text("output.txt", "x".repeat(40_000));
            draft.finish(summary(), policy(10, 100_000));
        }
        assertEquals(List.of(3L, 4L), numbers("web"));
        IncidentDraft huge = incidents.begin("web");
        huge.text("output.txt", "x".repeat(200_000));
        huge.finish(summary(), policy(10, 100_000));
        assertEquals(
                List.of(3L, 4L, 5L), numbers("web"), "the newest stays, and pushes out no other");
        incidents.begin("web").finish(summary(), policy(10, 100_000));
        assertEquals(List.of(3L, 4L, 6L), numbers("web"), "it does not stay for ever");
    }

    /** A heap dump may have been moved into it already. */
    @Test
    void aDraftThatHasItsSummaryIsFinishedByTheNextSupervisor() throws IOException {
        Path heap = Files.writeString(root.resolve("a"), "heap");
        IncidentDraft killed = incidents().begin("web");
        killed.prepare(summary(), List.of("heap.hprof"));
        assertTrue(killed.take("heap.hprof", heap, 100));
        killed.discard();
        incidents().begin("web").finish(summary(), policy(10, 1 << 20));
        assertEquals(List.of(1L, 2L), numbers("web"));
        assertEquals(List.of("heap.hprof"), all("web").get(0).summary().orElseThrow().files());
    }

    @Test
    void numbersGoOnAndWhatWasLeftUnfinishedGoes() throws IOException {
        Incidents incidents = incidents();
        incidents.begin("web").finish(summary(), policy(10, 1 << 20));
        IncidentDraft killed = incidents.begin("web");
        killed.text("output.txt", "x");
        Incidents next = incidents();
        IncidentFolder made = next.begin("web").finish(summary(), policy(10, 1 << 20));
        assertEquals(2, made.number());
        assertFalse(Files.exists(killed.path()));
        assertEquals(List.of(1L, 2L), numbers("web"));
    }

    @Test
    void plantedLinksAreNeverFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
        Path home = Files.createDirectories(root.resolve("incidents/web"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(home.resolve("000001"), elsewhere);
        Files.createSymbolicLink(home.resolve(".new-7"), elsewhere);
        Incidents incidents = incidents();
        for (int n = 0; n < 3; n++) {
            incidents.begin("web").finish(summary(), policy(1, 1 << 20));
        }
        assertTrue(Files.exists(precious));
        Files.createSymbolicLink(root.resolve("incidents/other"), elsewhere);
        assertThrows(IOException.class, () -> incidents.begin("other"));
        assertEquals(List.of(), all("other"));
    }

    @Test
    void filesOfAWorkerAreTakenOnlyIfTheyArePlain() throws IOException {
        Path dumps = Files.createDirectory(root.resolve("dumps"));
        Path precious = Files.writeString(root.resolve("precious"), "secret");
        IncidentDraft draft = incidents().begin("web");

        Path good = Files.writeString(dumps.resolve("a"), "heap");
        Files.setPosixFilePermissions(good, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTrue(draft.take("heap.hprof", good, 100));
        assertMode("rw-------", draft.path().resolve("heap.hprof"));

        Path link = Files.createSymbolicLink(dumps.resolve("b"), precious);
        assertFalse(draft.take("link", link, 100));
        Path hard = Files.createLink(dumps.resolve("c"), precious);
        assertFalse(draft.take("hard", hard, 100));
        assertFalse(draft.take("directory", Files.createDirectories(dumps.resolve("d/e")), 100));
        Path large = Files.writeString(dumps.resolve("f"), "x".repeat(101));
        assertFalse(draft.take("large", large, 100));

        assertEquals(List.of("heap.hprof"), draft.files());
        assertEquals("secret", Files.readString(precious));
        try (Stream<Path> left = Files.list(dumps)) {
            assertEquals(List.of(), left.filter(path -> !path.endsWith("d")).toList());
        }
    }

    @Test
    void filesAreTakenFromAnotherFilesystemToo() throws IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isWritable(memory), "no /dev/shm here");
        Path dumps = Files.createTempDirectory(memory, "ottugi-test");
        try {
            Assumptions.assumeFalse(
                    Files.getFileStore(dumps).equals(Files.getFileStore(root)), "one filesystem");
            IncidentDraft draft = incidents().begin("web");
            assertTrue(draft.take("heap.hprof", Files.writeString(dumps.resolve("a"), "heap"), 9));
            assertEquals("heap", Files.readString(draft.path().resolve("heap.hprof")));
            Path link = Files.createSymbolicLink(dumps.resolve("b"), root);
            assertFalse(draft.take("link", link, 9));
            assertFalse(
                    draft.take("large", Files.writeString(dumps.resolve("c"), "1234567890"), 9));
            assertEquals(List.of("heap.hprof"), draft.files());
        } finally {
            Trees.delete(dumps);
        }
    }

    @Test
    void whatIsNoSummaryIsNone() throws IOException {
        IncidentFolder made = incidents().begin("web").finish(summary(), policy(10, 1 << 20));
        Path file = made.path().resolve("summary.json");
        for (String text :
                List.of(
                        "",
                        "{",
                        "[]",
                        "{\"version\":2}",
                        "{\"version\":1}",
                        "{\"version\":1,\"kind\":\"x\"}")) {
            Files.writeString(file, text);
            assertTrue(made.summary().isEmpty(), text);
        }
        Files.delete(file);
        Files.createSymbolicLink(file, root);
        assertTrue(made.summary().isEmpty());
    }

    @Test
    void summariesAreReadAsTheyWereWritten() throws BadJson {
        for (IncidentSummary summary : List.of(summary(), dump())) {
            assertEquals(summary, IncidentSummary.parse(summary.toJson().toString()));
        }
    }

    @Test
    void incidentsOfRemovedWorkersStayForAWhile() throws IOException {
        Incidents incidents = incidents();
        incidents.begin("web").finish(summary(), policy(10, 1 << 20));
        incidents.begin("db").finish(summary(), policy(10, 1 << 20));
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        incidents.keepOnly(Set.of("db"), now);
        incidents.keepOnly(Set.of("db"), now.plus(Incidents.REMOVED_DAYS, ChronoUnit.DAYS));
        assertEquals(List.of(1L), numbers("web"));
        incidents.keepOnly(Set.of("db"), now.plus(Incidents.REMOVED_DAYS + 1, ChronoUnit.DAYS));
        assertFalse(Files.exists(root.resolve("incidents/web"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(List.of(1L), numbers("db"));
    }

    @Test
    void aWorkerThatIsBackKeepsItsIncidents() throws IOException {
        Incidents incidents = incidents();
        incidents.begin("web").finish(summary(), policy(10, 1 << 20));
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        incidents.keepOnly(Set.of(), now);
        incidents.begin("web").finish(summary(), policy(10, 1 << 20));
        incidents.keepOnly(Set.of("web"), now.plus(99, ChronoUnit.DAYS));
        incidents.keepOnly(Set.of(), now.plus(99, ChronoUnit.DAYS));
        assertEquals(List.of(1L, 2L), numbers("web"));
    }

    @Test
    void ofManyRemovedWorkersTheLastHaveIncidents() throws IOException {
        Incidents incidents = incidents();
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        for (int n = 0; n < 100; n++) {
            incidents.begin("w" + n).finish(summary(), policy(10, 1 << 20));
            incidents.keepOnly(Set.of(), now.plusSeconds(n));
        }
        try (Stream<Path> left = Files.list(root.resolve("incidents"))) {
            assertEquals(Incidents.MOST_REMOVED, left.count());
        }
        assertEquals(List.of(1L), numbers("w99"));
        assertEquals(List.of(1L), numbers("w80"));
        assertEquals(List.of(), numbers("w79"));
    }

    @Test
    void withNothingToKeepOnlyWhatWasAskedForStays() throws IOException {
        Incidents incidents = incidents();
        incidents.begin("web").finish(summary(), policy(3, 1 << 20));
        incidents.prune("web", policy(0, 1 << 20));
        assertEquals(List.of(), numbers("web"));
        incidents.begin("web").finish(dump(), policy(0, 1 << 20));
        incidents.begin("web").finish(dump(), policy(0, 1 << 20));
        assertEquals(List.of(3L), numbers("web"), "the newest of those that were asked for");
        incidents.prune("web", policy(0, 1 << 20));
        assertEquals(List.of(3L), numbers("web"));
    }

    @Test
    void whatIsPinnedStaysUntilAnotherIs() throws IOException {
        Incidents incidents = incidents();
        incidents.begin("web").finish(summary(), policy(2, 1 << 20));
        incidents.pin("web", 1);
        for (int n = 2; n <= 9; n++) {
            incidents.begin("web").finish(summary(), policy(2, 1 << 20));
        }
        assertEquals(List.of(1L, 8L, 9L), numbers("web"));
        Incidents next = incidents();
        next.begin("web").finish(summary(), policy(2, 1 << 20));
        assertEquals(List.of(1L, 9L, 10L), numbers("web"), "over supervisors too");
        next.pin("web", 10);
        for (int n = 11; n <= 19; n++) {
            next.begin("web").finish(summary(), policy(2, 1 << 20));
        }
        assertEquals(List.of(10L, 18L, 19L), numbers("web"));
    }

    @Test
    void whatACommandWritesToStaysAsLong() throws IOException {
        Incidents incidents = incidents();
        IncidentFolder first = incidents.begin("web").finish(summary(), policy(1, 1 << 20));
        Path written = Files.createFile(Incidents.beingWritten(first.path()));
        for (int n = 2; n <= 5; n++) {
            incidents.begin("web").finish(summary(), policy(1, 1 << 20));
        }
        assertEquals(List.of(1L, 5L), numbers("web"));
        Files.delete(written);
        incidents.begin("web").finish(summary(), policy(1, 1 << 20));
        assertEquals(List.of(6L), numbers("web"));
    }

    static IncidentSummary summary() {
        return new IncidentSummary(
                IncidentSummary.Kind.FALL,
                new IncidentSummary.Subject(
                        "shop", "web", 3, 77, Instant.parse("2026-01-02T03:04:05Z")),
                new IncidentSummary.End("exit 7", "itself", 1792, "3s", null),
                new Finding(
                        FindingKind.EXIT, "Exited.", List.of(new Quote("output", "bye")), "Look."),
                List.of("web", "-x"),
                List.of());
    }

    private static IncidentSummary dump() {
        return new IncidentSummary(
                IncidentSummary.Kind.DUMP,
                new IncidentSummary.Subject(
                        "shop", "web:2", 3, 77, Instant.parse("2026-01-02T03:04:05Z")),
                null,
                null,
                List.of(),
                List.of("threads-1.txt"));
    }

    static EvidencePolicy policy(int keep, long maxSize) {
        return new EvidencePolicy(Jvm.AUTO, keep, maxSize, false, false, true, OnFailure.NOTHING);
    }

    private Incidents incidents() {
        return new Incidents(root.resolve("incidents"));
    }

    private List<IncidentFolder> all(String worker) throws IOException {
        return IncidentFolder.all(root.resolve("incidents").resolve(worker));
    }

    private List<Long> numbers(String worker) throws IOException {
        return all(worker).stream().map(IncidentFolder::number).toList();
    }

    private static void assertMode(String mode, Path file) throws IOException {
        assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
