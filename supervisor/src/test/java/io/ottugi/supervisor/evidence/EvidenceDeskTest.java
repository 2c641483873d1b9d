package io.ottugi.supervisor.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.Held;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.evidence.Subject.Positions;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.evidence.incident.Incidents;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Falls on the desk: whatever comes, each is explained, and nothing is held up. */
class EvidenceDeskTest {
    private static final Posix POSIX = Posix.load();
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int FALLS = 500;
    private static final String HEAP = "evidence.heap_dump=true";

    @TempDir Path root;
    private Path incidents = Path.of("/");
    private final List<Explained> explained = Collections.synchronizedList(new ArrayList<>());
    private final List<Noticed> noticed = Collections.synchronizedList(new ArrayList<>());
    private final List<String> trouble = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void places() throws IOException {
        incidents = root.resolve("incidents");
        Files.createDirectories(root.resolve("dumps/web"));
    }

    @Test
    void aFallIsExplainedAndKept() throws IOException, BadSetting {
        Files.writeString(root.resolve("web.log"), "old: No space left on device\nbye\n");
        Files.writeString(
                root.resolve("dumps/web/hs_err_pid77.log"),
                "#  SIGSEGV (0xb) at pc=0x1, pid=77, tid=78\nPATH=x\n");
        Files.writeString(root.resolve("dumps/web/java_pid77.hprof"), "heap");
        Files.writeString(root.resolve("dumps/web/java_pid78.hprof"), "of another");
        EvidenceDesk desk = desk();
        desk.fell(fallen(spec("web"), 1, new WaitStatus.Signaled(6, false), 29));
        finish(desk, 1);
        Explained found = explained.get(0);
        assertEquals("jvm-crash", found.finding());
        Path folder = Path.of(String.valueOf(found.incident()));
        assertEquals("bye\n", Files.readString(folder.resolve("output.txt")));
        assertEquals("heap", Files.readString(folder.resolve("heap.hprof")));
        assertTrue(Files.exists(folder.resolve("hs_err.log")));
        assertFalse(Files.exists(root.resolve("dumps/web/hs_err_pid77.log")));
        assertTrue(Files.exists(root.resolve("dumps/web/java_pid78.hprof")));
        assertEquals(List.of(), trouble);
    }

    @Test
    void anErrorFileThatIsNoneIsNotRead() throws IOException, BadSetting {
        Path secret =
                Files.writeString(
                        root.resolve("secret"), "#  SIGSEGV (0xb) at pc=0x1, pid=77, tid=78\n");
        Files.createLink(root.resolve("dumps/web/hs_err_pid77.log"), secret);
        Files.createSymbolicLink(root.resolve("dumps/web/java_pid77.hprof"), secret);
        EvidenceDesk desk = desk();
        desk.fell(fallen(spec("web"), 1, new WaitStatus.Signaled(6, false), 0));
        finish(desk, 1);
        assertEquals("native-crash", explained.get(0).finding());
        Path folder = Path.of(String.valueOf(explained.get(0).incident()));
        assertFalse(Files.exists(folder.resolve("hs_err.log")));
        assertFalse(Files.exists(folder.resolve("heap.hprof")));
    }

    @Test
    void hundredsOfFallsAtOnceCostLittle() throws BadSetting, IOException {
        String trace = "\tat a.b.C.d(E.java:1)\n".repeat(10_000);
        Files.writeString(
                root.resolve("web.log"), trace + "listen tcp :1: bind: address already in use\n");
        WorkerSpec spec = spec("web", "evidence.keep=3");
        EvidenceDesk desk = desk();
        long begun = System.nanoTime();
        for (int n = 1; n <= FALLS; n++) {
            desk.fell(fallen(spec, n, new WaitStatus.Exited(1), 0));
        }
        Duration handedOver = Duration.ofNanos(System.nanoTime() - begun);
        finish(desk, FALLS);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertEquals(FALLS, explained.size(), () -> "in " + took);
        assertTrue(handedOver.toMillis() < 1000, () -> "the loop was held up for " + handedOver);
        assertTrue(explained.stream().allMatch(one -> one.finding().equals("port-in-use")));
        assertEquals(3, IncidentFolder.all(incidents.resolve("web")).size());
    }

    @Test
    void withoutAPlaceForItAFallIsStillExplained() throws IOException, BadSetting {
        Files.writeString(incidents, "in the way");
        EvidenceDesk desk = desk();
        desk.fell(fallen(spec("web"), 1, new WaitStatus.Exited(7), 0));
        finish(desk, 1);
        assertEquals("exit", explained.get(0).finding());
        assertEquals(null, explained.get(0).incident());
        assertEquals(1, trouble.size());
        assertTrue(
                trouble.get(0).startsWith("web: its incident could not be kept"),
                trouble::toString);
    }

    @Test
    void aFullDiskLeavesNothingHalfMade() throws IOException, BadSetting, InterruptedException {
        Assumptions.assumeTrue(OwnUser.id() == 0, "mounting needs root");
        Files.createDirectory(incidents);
        int mounted =
                run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=64k,mode=700",
                        "none",
                        incidents.toString());
        Assumptions.assumeTrue(mounted == 0, "nothing can be mounted here");
        try {
            Files.writeString(root.resolve("web.log"), "x\n".repeat(100_000));
            Path dump = Files.writeString(root.resolve("dumps/web/java_pid77.hprof"), "heap");
            EvidenceDesk desk = desk();
            for (int n = 1; n <= 3; n++) {
                desk.fell(fallen(spec("web"), n, new WaitStatus.Exited(7), 0));
            }
            finish(desk, 3);
            assertTrue(Files.exists(dump), "what could not be kept stays where it is");
            assertEquals(3, explained.size());
            assertTrue(
                    explained.stream().allMatch(one -> one.incident() == null),
                    explained::toString);
            assertEquals(3, trouble.size());
            try (var left = Files.list(incidents.resolve("web"))) {
                assertEquals(List.of(), left.toList());
            }
        } finally {
            assertEquals(0, run("umount", incidents.toString()));
        }
    }

    @Test
    void whatWasAskedForAndWhatIsNotKeptHasNoFolder() throws BadSetting {
        EvidenceDesk desk = desk();
        desk.fell(stopped(spec("web")));
        desk.fell(fallen(spec("web", "evidence.keep=0"), 2, new WaitStatus.Exited(1), 0));
        finish(desk, 2);
        assertEquals(List.of("asked", "exit"), explained.stream().map(Explained::finding).toList());
        assertFalse(Files.exists(incidents));
    }

    @Test
    void theIncidentThatACommandIsRunWithOutlivesAStorm() throws BadSetting, IOException {
        WorkerSpec spec = spec("web", "evidence.keep=2");
        EvidenceDesk desk = desk();
        desk.fell(fallen(spec, 1, new WaitStatus.Exited(7), 0));
        desk.pin("web", 1);
        desk.pin("web", 99);
        for (int n = 2; n <= FALLS; n++) {
            desk.fell(fallen(spec, n, new WaitStatus.Exited(7), 0));
        }
        finish(desk, FALLS);
        Path given = Path.of(String.valueOf(explained.get(0).incident()));
        assertTrue(Files.exists(given.resolve("summary.json")));
        assertEquals(3, IncidentFolder.all(incidents.resolve("web")).size());
    }

    @Test
    void withNothingToKeepWhatWasKeptGoes() throws BadSetting, IOException {
        EvidenceDesk desk = desk();
        desk.fell(fallen(spec("web"), 1, new WaitStatus.Exited(7), 0));
        desk.fell(fallen(spec("web", "evidence.keep=0"), 2, new WaitStatus.Exited(7), 0));
        finish(desk, 2);
        assertEquals(List.of(), IncidentFolder.all(incidents.resolve("web")));
    }

    /** As if each worker were of a deployment that is replaced by the next. */
    @Test
    void workersThatAreNoMoreAreNotHeld() throws Exception {
        int many = 1500;
        EvidenceDesk desk = desk();
        desk.hired("web");
        Map<String, Integer> early = Map.of();
        for (int n = 1; n <= many; n++) {
            String name = "w" + n;
            desk.hired(name);
            Files.createDirectories(root.resolve("dumps").resolve(name).resolve("1.jfr.d"));
            Fallen fallen = fallen(spec(name), 1, new WaitStatus.Exited(7), 0);
            desk.started(fallen.subject());
            desk.fell(fallen);
            desk.dismissed(name);
            if (n % 500 == 0) {
                int falls = n;
                Awaitility.await().atMost(LONGEST).until(() -> explained.size() >= falls);
            }
            early = n == 500 ? Held.by(desk) : early;
        }
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> root.resolve("dumps").toFile().list().length == 1);
        finish(desk, many);
        Map<String, Integer> late = Held.by(desk);
        for (Map.Entry<String, Integer> field : late.entrySet()) {
            int before = early.getOrDefault(field.getKey(), 0);
            boolean ours = !field.getKey().startsWith(getClass().getSimpleName());
            assertTrue(!ours || field.getValue() <= before + 3, () -> field + " was " + before);
        }
        assertEquals(Incidents.MOST_REMOVED, incidents.toFile().list().length);
        assertEquals(List.of(), trouble);
    }

    /** It may be written for minutes, and is whole when nobody has it open any more. */
    @Test
    void aHeapDumpOfALivingWorkerIsAnIncidentAtOnce() throws IOException, BadSetting {
        Files.writeString(
                root.resolve("web.log"), "java.lang.OutOfMemoryError: Java heap space\nbye\n");
        EvidenceDesk desk = desk();
        desk.started(fallen(spec("web", HEAP), 1, new WaitStatus.Exited(0), 0).subject());
        try (var out = Files.newOutputStream(root.resolve("dumps/web/java_pid77.hprof"))) {
            out.write(new byte[3000]);
            out.flush();
            desk.fell(fallen(spec("other"), 1, new WaitStatus.Exited(7), 0));
            Awaitility.await().atMost(LONGEST).until(() -> explained.size() == 1);
            assertEquals(List.of(), noticed);
            out.write(new byte[3000]);
        }
        Awaitility.await().atMost(LONGEST).until(() -> noticed.size() == 1);
        Noticed dump = noticed.get(0);
        assertEquals(
                "The JVM ran out of Java heap, wrote a heap dump of 5.9 KB, and went on.",
                dump.sentence());
        Path folder = Path.of(String.valueOf(dump.incident()));
        assertEquals(6000, Files.size(folder.resolve("heap.hprof")));
        assertTrue(Files.exists(folder.resolve("output.txt")));
        finish(desk, 1);
        assertEquals(List.of(), trouble);
    }

    @Test
    void theHeapDumpThatItsUsersOptionsDirectIsToldAndStays() throws IOException, BadSetting {
        Path users = Files.writeString(root.resolve("mine.hprof"), "of an earlier one");
        EvidenceDesk desk = desk();
        Subject plain = fallen(spec("web"), 1, new WaitStatus.Exited(0), 0).subject();
        desk.started(
                new Subject(
                        plain.spec(),
                        plain.cookie(),
                        plain.pid(),
                        plain.positions(),
                        new JvmFiles(null, users, null)));
        desk.fell(fallen(spec("other"), 1, new WaitStatus.Exited(7), 0));
        Awaitility.await().atMost(LONGEST).until(() -> explained.size() == 1);
        Files.setLastModifiedTime(users, FileTime.fromMillis(1));
        Awaitility.await().atMost(LONGEST).until(() -> noticed.size() == 1);
        assertTrue(Files.exists(users));
        assertTrue(String.valueOf(noticed.get(0).details()).contains(users.toString()));
        finish(desk, 1);
    }

    /** Its last thread ended some time after the dump. */
    @Test
    void theFallForWantOfHeapHasTheDumpThatCameBefore() throws IOException, BadSetting {
        Files.writeString(root.resolve("web.log"), "java.lang.OutOfMemoryError: Java heap space\n");
        EvidenceDesk desk = desk();
        Fallen fallen = fallen(spec("web", HEAP), 1, new WaitStatus.Exited(1), 0);
        desk.started(fallen.subject());
        Files.writeString(root.resolve("dumps/web/java_pid77.hprof"), "heap");
        Awaitility.await().atMost(LONGEST).until(() -> noticed.size() == 1);
        desk.fell(fallen);
        finish(desk, 1);
        assertEquals("java-out-of-memory", explained.get(0).finding());
        Path folder = Path.of(String.valueOf(explained.get(0).incident()));
        assertEquals("heap", Files.readString(folder.resolve("heap.hprof")));
        assertEquals(1, IncidentFolder.all(incidents.resolve("web")).size());
    }

    @Test
    void aStopDeletesNoHeapDump() throws IOException, BadSetting {
        Files.writeString(root.resolve("dumps/web/java_pid77.hprof"), "heap");
        EvidenceDesk desk = desk();
        desk.fell(stopped(spec("web", HEAP)));
        finish(desk, 1);
        Explained found = explained.get(0);
        assertEquals("asked", found.finding());
        Path folder = Path.of(String.valueOf(found.incident()));
        assertEquals("heap", Files.readString(folder.resolve("heap.hprof")));
    }

    @Test
    void aRecordingAloneMakesNoIncidentOfAStop() throws IOException, BadSetting {
        Path recording = Files.writeString(root.resolve("dumps/web/hotspot-pid-77-id-1.jfr"), "x");
        EvidenceDesk desk = desk();
        desk.fell(stopped(spec("web")));
        finish(desk, 1);
        assertEquals(null, explained.get(0).incident());
        assertFalse(Files.exists(recording));
    }

    @Test
    void aHeapDumpIsKeptHoweverLargeItIs() throws IOException, BadSetting {
        Files.writeString(root.resolve("dumps/web/java_pid77.hprof"), "x".repeat(10_000));
        EvidenceDesk desk = desk();
        WorkerSpec spec = spec("web", HEAP, "evidence.max_size=1KB");
        desk.fell(fallen(spec, 1, new WaitStatus.Exited(3), 0));
        finish(desk, 1);
        Path folder = Path.of(String.valueOf(explained.get(0).incident()));
        assertEquals(10_000, Files.size(folder.resolve("heap.hprof")));
    }

    /** A supervisor was killed, and then its worker, or the worker is configured no more. */
    @Test
    void whatEndedUnseenIsKeptBeforeItIsRemoved() throws IOException, BadSetting {
        Files.createDirectories(root.resolve("dumps/gone"));
        Files.writeString(root.resolve("dumps/gone/java_pid9999991.hprof"), "gone");
        Files.writeString(root.resolve("dumps/web/java_pid9999992.hprof"), "first");
        Files.writeString(root.resolve("dumps/web/java_pid9999993.hprof"), "second");
        Files.writeString(root.resolve("dumps/web/hs_err_pid9999993.log"), "#  SIGSEGV\n");
        long we = ProcessHandle.current().pid();
        Path living = Files.writeString(root.resolve("dumps/web/hotspot-pid-" + we + ".jfr"), "");
        EvidenceDesk desk = desk();
        desk.hired("web");
        desk.started(fallen(spec("web"), 1, new WaitStatus.Exited(0), 0).subject());
        desk.tidy();
        desk.fell(fallen(spec("web"), 1, new WaitStatus.Exited(0), 0));
        finish(desk, 1);
        assertEquals(List.of("first", "gone", "second"), keptHeaps());
        assertEquals(3, noticed.size());
        assertTrue(Files.exists(living));
        assertFalse(Files.exists(root.resolve("dumps/gone")));
        assertEquals(List.of(), trouble);
    }

    /** The desk may hear late of a start, when the process has ended already. */
    @Test
    void whatTheFirstGenerationLeftBelongsToItsEnd() throws IOException, BadSetting {
        Fallen fallen = fallen(spec("web", HEAP), 1, 9999990, new WaitStatus.Exited(3), 0);
        Path own = root.resolve("dumps/web/java_pid9999990.hprof");
        Files.setLastModifiedTime(Files.writeString(own, "heap"), FileTime.fromMillis(1));
        Path crash = Files.writeString(root.resolve("dumps/web/hs_err_pid9999991.log"), "of it");
        Files.setLastModifiedTime(crash, FileTime.from(Instant.now().plusSeconds(3600)));
        EvidenceDesk desk = desk();
        desk.started(fallen.subject());
        desk.fell(fallen);
        finish(desk, 1);
        Path folder = Path.of(String.valueOf(explained.get(0).incident()));
        assertEquals("heap", Files.readString(folder.resolve("heap.hprof")));
        assertTrue(Files.exists(crash), "of a JVM that the first process started");
        assertEquals(List.of(), noticed);
    }

    private List<String> keptHeaps() throws IOException {
        try (var all = Files.walk(incidents)) {
            List<String> heaps = new ArrayList<>();
            for (Path file : all.filter(one -> one.endsWith("heap.hprof")).toList()) {
                heaps.add(Files.readString(file));
            }
            return heaps.stream().sorted().toList();
        }
    }

    private static Fallen stopped(WorkerSpec spec) {
        Fallen.Sent stop = new Fallen.Sent(SignalName.TERM, "stop", "anna", 90);
        Fallen asked = fallen(spec, 1, new WaitStatus.Signaled(15, false), 0);
        Fallen.Run run = new Fallen.Run(asked.subject(), stop, Positions.UNKNOWN);
        return new Fallen(run, asked.fall(), asked.at(), 1);
    }

    /** Once so many falls are explained. */
    private void finish(EvidenceDesk desk, int falls) {
        Awaitility.await().atMost(LONGEST).until(() -> explained.size() >= falls);
        desk.close();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private EvidenceDesk desk() {
        Gathering.Places places =
                new Gathering.Places(
                        "shop",
                        Map.of(),
                        root,
                        worker -> List.of(root.resolve("dumps").resolve(worker)),
                        fall -> new IncidentSummary.End("cause", null, null, "1s", null));
        return new EvidenceDesk(
                new Gathering(POSIX, places),
                new Incidents(incidents),
                Examiner.NONE,
                new FileChanges(),
                new EvidenceDesk.Outcome(explained::add, noticed::add, trouble::add),
                Instant::now);
    }

    private WorkerSpec spec(String name, String... settings) throws BadSetting {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("log.file=" + root.resolve(name + ".log"));
        return new Definition(name, List.of("java", "-jar", "x.jar"), Settings.parse(all, root))
                .specs(0, Optional.empty())
                .get(0);
    }

    private static Fallen fallen(WorkerSpec spec, long generation, WaitStatus status, long from) {
        return fallen(spec, generation, 77, status, from);
    }

    private static Fallen fallen(
            WorkerSpec spec, long generation, long pid, WaitStatus status, long from) {
        Cookie cookie = new Cookie("place", "shop", spec.name(), generation, "x");
        Positions begin = new Positions(OptionalLong.of(from), OptionalLong.empty());
        Subject subject = new Subject(spec, cookie, pid, begin, JvmFiles.OURS);
        Fall fall = new Fall(new Cause.Ended(status), false, generation, pid, 100, 10);
        Fallen.Run run = new Fallen.Run(subject, null, Positions.UNKNOWN);
        return new Fallen(run, fall, Instant.EPOCH, 1);
    }
}
