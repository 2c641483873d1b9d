package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.evidence.Evidence;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.launch.DumpsDirectory;
import io.ottugi.supervisor.process.launch.Helpers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What of a healthy JVM is only to be had by asking it: its classes, and a flight recording. */
final class MoreOfJvm {
    static final String HISTOGRAM = "histogram.txt";
    private static final String RECORDING = "recording.jfr";
    private static final String ANSWER = "recording.txt";
    private static final Duration ANSWERS_IN = Duration.ofSeconds(20);
    private static final Duration WRITES_IN = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 100;

    private final Helpers helpers;
    private final DumpsDirectory dumps;
    private final List<String> notes = new ArrayList<>();

    MoreOfJvm(Helpers helpers, DumpsDirectory dumps) {
        this.helpers = helpers;
        this.dumps = dumps;
    }

    /** What went wrong or is missing. */
    List<String> notes() {
        return notes;
    }

    /** Takes what is wished for of the first JVM of these processes. */
    void take(WorkerSpec spec, List<ProcStat> processes, Evidence.Wish wish, IncidentDraft draft)
            throws InterruptedException {
        if (!wish.histogram() && wish.recording().isEmpty()) {
            return;
        }
        Optional<ProcStat> jvm =
                processes.stream().filter(process -> LiveJvm.is(process.pid())).findFirst();
        if (jvm.isEmpty()) {
            notes.add("no class histogram nor flight recording: it is no JVM");
            return;
        }
        Jcmd jcmd = new Jcmd(helpers, spec.execution().privileges(), jvm.get().pid());
        if (wish.histogram()) {
            // With the unreachable ones: without them a whole collection would come first.
            jcmd.ask(
                            "class histogram",
                            List.of("GC.class_histogram", "-all"),
                            draft.path().resolve(HISTOGRAM),
                            ANSWERS_IN)
                    .ifPresent(notes::add);
        }
        if (wish.recording().isPresent()) {
            record(spec, jvm.get(), jcmd, wish.recording().get(), draft);
        }
    }

    private void record(
            WorkerSpec spec, ProcStat jvm, Jcmd jcmd, Duration length, IncidentDraft draft)
            throws InterruptedException {
        try {
            Path file =
                    helpers.dumps(dumps, spec)
                            .resolve(
                                    "dump-"
                                            + draft.path().getFileName()
                                            + "_"
                                            + jvm.pid()
                                            + ".jfr");
            Path answer = draft.path().resolve(ANSWER);
            Optional<String> refused =
                    jcmd.ask("flight recording", start(length, file), answer, ANSWERS_IN);
            String said = refused.isEmpty() ? Utf8.read(answer) : "";
            if (refused.isPresent() || !said.contains("Started recording")) {
                notes.add(refused.orElse("no flight recording: see " + ANSWER));
                return;
            }
            Files.deleteIfExists(answer);
            awaitFile(jvm, file, length.plus(WRITES_IN));
            if (!draft.take(RECORDING, file, spec.evidence().maxSize())) {
                notes.add("the flight recording is larger than evidence.max_size");
            }
        } catch (IOException e) {
            notes.add("no flight recording: " + e.getMessage());
        }
    }

    private static List<String> start(Duration length, Path file) {
        return List.of(
                "JFR.start",
                "name=ottugi-dump",
                "duration=" + Math.max(1, length.toSeconds()) + "s",
                "filename=" + file);
    }

    /** It is there when it has a size, and that has stayed the same. */
    private static void awaitFile(ProcStat jvm, Path file, Duration limit)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long before = 0;
        CountDownLatch never = new CountDownLatch(1);
        while (System.nanoTime() - end < 0 && jvm.identity().isAlive()) {
            boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            long size = there ? Files.size(file) : 0;
            if (size > 0 && size == before) {
                return;
            }
            before = size;
            var unused = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        throw new IOException(
                jvm.identity().isAlive() ? "it is not written yet" : "the worker ended meanwhile");
    }
}
