package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.diagnosis.FindingKind;
import io.ottugi.supervisor.diagnosis.JavaMemory;
import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.diagnosis.OutputText;
import io.ottugi.supervisor.diagnosis.Quote;
import io.ottugi.supervisor.diagnosis.Words;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.evidence.incident.IncidentFiles;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.Incidents;
import io.ottugi.supervisor.evidence.incident.TakenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes incidents of dumps that no fall tells of: of a worker that lives on, or that ended while no
 * supervisor was there. On the desk's thread alone.
 */
final class FoundDumps {
    private static final Pattern OUT_OF_MEMORY =
            Pattern.compile("java\\.lang\\.OutOfMemoryError(?:: (.*))?");
    private static final int KEPT_OUTPUT = 64 << 10;
    private static final int LARGEST_REPORT = 8 << 20;

    private final Gathering gathering;
    private final Incidents incidents;
    private final Consumer<Noticed> noticed;
    private final Consumer<String> trouble;
    private final Supplier<Instant> now;

    FoundDumps(
            Gathering gathering,
            Incidents incidents,
            EvidenceDesk.Outcome outcome,
            Supplier<Instant> now) {
        this.gathering = gathering;
        this.incidents = incidents;
        this.noticed = outcome.noticed();
        this.trouble = outcome.trouble();
        this.now = now;
    }

    /**
     * Whose dump it is.
     *
     * @param generation 0 where that is not known
     * @param pid of the process that left it, 0 where that is not known
     * @param command masked
     */
    record Whose(
            String worker,
            long generation,
            long pid,
            List<String> command,
            EvidencePolicy policy,
            Masking masking) {}

    private Whose whose(Subject subject, long pid) {
        Masking masking = gathering.masking(subject);
        return new Whose(
                subject.worker(),
                pid == subject.pid() ? subject.generation() : 0,
                pid,
                masking.command(subject.spec().command()),
                subject.spec().evidence(),
                masking);
    }

    /**
     * Keeps the heap dump of a worker that lives on.
     *
     * @param ours whether it lies in the directory for dumps, and is moved; else it stays
     */
    Optional<IncidentFolder> keepLiving(Subject subject, Path dump, boolean ours) {
        long pid = DumpFiles.pid(dump);
        Whose whose = whose(subject, pid == 0 ? subject.pid() : pid);
        OutputText output = gathering.outputUntil(subject, OptionalLong.empty());
        Finding finding = whose.masking().finding(living(output, dump, ours, subject.worker()));
        Map<String, Path> files = ours ? Map.of(IncidentFiles.HEAP, dump) : Map.of();
        return keep(whose, finding, files, whose.masking().text(output.tail(KEPT_OUTPUT)));
    }

    private static Finding living(OutputText output, Path dump, boolean ours, String worker) {
        String size = Sizes.rounded(DumpFiles.size(dump));
        String advice = advice(ours ? IncidentFiles.HEAP : dump.toString(), worker);
        for (int i = output.lines().size() - 1; i >= 0; i--) {
            String line = output.lines().get(i);
            Matcher matcher = OUT_OF_MEMORY.matcher(line);
            if (matcher.find()) {
                String message = matcher.group(1);
                return new Finding(
                        FindingKind.JAVA_OUT_OF_MEMORY,
                        "The JVM "
                                + JavaMemory.of(message == null ? "" : message).what()
                                + ", wrote a heap dump of "
                                + size
                                + ", and went on.",
                        List.of(Words.quote(Quote.OUTPUT, line)),
                        advice);
            }
        }
        return new Finding(
                FindingKind.JAVA_OUT_OF_MEMORY,
                "The JVM wrote a heap dump of " + size + ", and went on.",
                List.of(),
                advice);
    }

    private static String advice(String dump, String worker) {
        return "Open "
                + dump
                + " with Eclipse MAT or VisualVM to see what fills the heap; raise -Xmx in"
                + " 'command' if all of it is needed. The thread that asked for memory may be gone,"
                + " and its work with it: 'ottugi restart "
                + worker
                + "' begins anew. With -XX:+ExitOnOutOfMemoryError in 'command' such a JVM ends at"
                + " once, and its restart policy applies.";
    }

    /**
     * Keeps what processes of a worker left that ended while no supervisor was there. The present
     * generation may have ended by now as well: what it left belongs to its own end.
     *
     * @param begun when the supervisor heard of the present generation
     */
    void keepLeft(Subject subject, Instant begun) {
        DumpFiles dumps = gathering.dumps(subject.worker());
        DumpFiles.Generation present = new DumpFiles.Generation(subject.pid(), begun);
        keepLeft(dumps, present, files -> whose(subject, pid(files)));
    }

    /** Likewise of a worker that is no more, whose directories go then. */
    void keepLeftOfRemoved(String worker) {
        DumpFiles dumps = gathering.dumps(worker);
        boolean all =
                keepLeft(
                        dumps,
                        DumpFiles.Generation.NONE,
                        files ->
                                new Whose(
                                        worker,
                                        0,
                                        pid(files),
                                        List.of(),
                                        EvidencePolicy.DEFAULT,
                                        gathering.masking()));
        if (all) {
            dumps.removeAll();
        }
    }

    private static long pid(Map<String, Path> files) {
        return files.values().stream().mapToLong(DumpFiles::pid).max().orElse(0);
    }

    private interface Owner {
        Whose of(Map<String, Path> files);
    }

    /** As many as may be kept, the newest last; what is older than these goes. */
    private boolean keepLeft(DumpFiles dumps, DumpFiles.Generation present, Owner owner) {
        for (int n = 0; ; n++) {
            Map<String, Path> left = dumps.left(present);
            Whose whose = owner.of(left);
            boolean worthIt =
                    left.containsKey(IncidentFiles.HEAP)
                            || left.containsKey(IncidentFiles.HS_ERR)
                            || (n == 0 && left.containsKey(IncidentFiles.RECORDING));
            if (!worthIt || n >= whose.policy().keep()) {
                dumps.removeLeft(present);
                return true;
            }
            if (!keepLeft(dumps, whose, left)) {
                return false;
            }
        }
    }

    private boolean keepLeft(DumpFiles dumps, Whose whose, Map<String, Path> left) {
        if (keep(whose, left(whose, left), left, "").isEmpty()) {
            return false;
        }
        left.values().forEach(dumps::remove);
        return left.values().stream().noneMatch(file -> file.toFile().exists());
    }

    private static Finding left(Whose whose, Map<String, Path> left) {
        boolean crashed = left.containsKey(IncidentFiles.HS_ERR);
        boolean heap = left.containsKey(IncidentFiles.HEAP);
        FindingKind kind =
                crashed
                        ? FindingKind.JVM_CRASH
                        : heap ? FindingKind.JAVA_OUT_OF_MEMORY : FindingKind.UNKNOWN;
        String what =
                crashed
                        ? "a report of its crash"
                        : heap
                                ? "a heap dump of "
                                        + Sizes.rounded(
                                                DumpFiles.size(left.get(IncidentFiles.HEAP)))
                                : "a flight recording";
        return new Finding(
                kind,
                "A process of it"
                        + (whose.pid() == 0 ? "" : " (pid " + whose.pid() + ")")
                        + " ended while no supervisor was there, and left "
                        + what
                        + ".",
                List.of(),
                "");
    }

    /** It is ours alone before it is read. */
    private static void takeReport(IncidentDraft draft, Path report, Masking masking)
            throws IOException {
        if (draft.take(IncidentFiles.HS_ERR, report, LARGEST_REPORT)) {
            byte[] bytes = Files.readAllBytes(draft.path().resolve(IncidentFiles.HS_ERR));
            draft.text(
                    IncidentFiles.HS_ERR, masking.hsErr(new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    private Optional<IncidentFolder> keep(
            Whose whose, Finding finding, Map<String, Path> files, String output) {
        IncidentDraft draft = null;
        try {
            draft = incidents.begin(whose.worker());
            if (!output.isEmpty()) {
                draft.text(IncidentFiles.OUTPUT, output);
            }
            Path report = files.get(IncidentFiles.HS_ERR);
            if (report != null) {
                takeReport(draft, report, whose.masking());
            }
            TakenFiles taken = new TakenFiles(draft, files, whose.policy().maxSize());
            Instant at = now.get();
            draft.prepare(gathering.summaryOfFound(whose, at, finding), taken.names());
            taken.take();
            Finding told = finding.and(taken.notes());
            IncidentFolder folder =
                    draft.finish(gathering.summaryOfFound(whose, at, told), whose.policy());
            noticed.accept(Noticed.of(whose, told, folder));
            return Optional.of(folder);
        } catch (IOException | RuntimeException e) {
            if (draft != null) {
                draft.discard();
            }
            trouble.accept(
                    whose.worker()
                            + ": "
                            + finding.sentence()
                            + " That is still "
                            + files.values()
                            + ": no incident could be made of it: "
                            + e.getMessage());
            return Optional.empty();
        }
    }
}
