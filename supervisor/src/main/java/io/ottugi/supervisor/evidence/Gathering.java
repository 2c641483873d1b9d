package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.diagnosis.Asked;
import io.ottugi.supervisor.diagnosis.Facts;
import io.ottugi.supervisor.diagnosis.Finding;
import io.ottugi.supervisor.diagnosis.FindingKind;
import io.ottugi.supervisor.diagnosis.HsErr;
import io.ottugi.supervisor.diagnosis.KernelLog;
import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.diagnosis.OomTrace;
import io.ottugi.supervisor.diagnosis.OutputText;
import io.ottugi.supervisor.diagnosis.Quote;
import io.ottugi.supervisor.diagnosis.Rules;
import io.ottugi.supervisor.disk.FreeSpace;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.evidence.incident.IncidentFiles;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.proc.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers the facts of a fall; on the desk's thread alone. */
public final class Gathering {
    private static final Path CORE_PATTERN = Path.of("/proc/sys/kernel/core_pattern");
    private static final int TAIL = 256 << 10;
    private static final int LIGHT_TAIL = 16 << 10;
    private static final int HEAD_LINES = 120;
    private static final int KEPT_OUTPUT = 64 << 10;

    private final Places places;
    private final OutputTail tails;
    private final KernelMessages kernel;
    private final ErrorFiles errors;
    private final OomWatch memory = new OomWatch();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Long> leaders = new HashMap<>();

    /**
     * Where things are.
     *
     * @param supervisor its name
     * @param environment what workers inherit
     * @param logStates where the states of the logs are
     * @param dumps where a worker's JVM may leave dumps
     * @param describe a cause in the words of status and events, and who it was by
     */
    public record Places(
            String supervisor,
            Map<String, String> environment,
            Path logStates,
            Function<String, List<Path>> dumps,
            Function<Fall, IncidentSummary.End> describe) {}

    public Gathering(Posix posix, Places places) {
        this.places = places;
        this.tails = new OutputTail(places.logStates());
        this.kernel = new KernelMessages(posix);
        this.errors = new ErrorFiles(posix);
    }

    /**
     * A generation lives now.
     *
     * @return whether it is the first of its worker that we hear of
     */
    boolean begins(Subject subject) {
        memory.begins(subject.worker(), subject.generation(), subject.pid());
        leaders.put(subject.worker(), subject.pid());
        return known.add(subject.worker());
    }

    /** It has had time to settle where it belongs. */
    void beginsLater(Subject subject) {
        memory.settles(subject.worker(), subject.generation(), subject.pid());
    }

    /** Lets go of all workers but these. */
    void keepOnly(Set<String> workers) {
        known.retainAll(workers);
        leaders.keySet().retainAll(workers);
        memory.keepOnly(workers);
    }

    /** The workers of which there are directories for dumps. */
    Set<String> dumping() {
        return DumpFiles.workers(places.dumps());
    }

    /** What a worker's JVM has left by now. */
    DumpFiles dumps(String worker) {
        return new DumpFiles(dumpDirectories(worker));
    }

    /** The directories that it may be in. */
    List<Path> dumpDirectories(String worker) {
        return places.dumps().apply(worker);
    }

    /**
     * Looks at what a fall has left.
     *
     * @param light whether there are many more to look at
     * @param looked what was seen of it while it lived
     * @param dumped the heap dump that it left while it lived on; null if there is none
     */
    Seen look(Fallen fallen, boolean light, Looked looked, @Nullable Path dumped) {
        Subject subject = fallen.subject();
        Masking masking = masking(subject);
        DumpFiles dumps = dumps(subject.worker());
        Map<String, Path> files =
                subject.pid() == 0 ? new HashMap<>() : OtherDumps.added(fallen, dumps);
        String hsErr = errors.text(fallen, files.get(IncidentFiles.HS_ERR));
        OutputText output =
                output(fallen, light || fallen.fall().asked() ? LIGHT_TAIL : TAIL, looked);
        Facts facts =
                new Facts(
                        fallen.fall().cause(),
                        asked(fallen),
                        run(fallen),
                        output,
                        traces(fallen, size(files, dumped), hsErr, output, light));
        Finding finding = Rules.find(facts).hanging(looked.quotes());
        finding = finding.at(fullDisk(subject));
        if (dumped != null && finding.kind() == FindingKind.JAVA_OUT_OF_MEMORY) {
            files.putIfAbsent(IncidentFiles.HEAP, dumped);
        }
        if (finding.kind() == FindingKind.KERNEL_OUT_OF_MEMORY) {
            memory.claim(facts.traces().oom());
        }
        return new Seen(
                fallen,
                masking.finding(finding),
                masking,
                output.tail(KEPT_OUTPUT),
                hsErr,
                dumps,
                files,
                describe(fallen));
    }

    /** What it said last may be missing then, and be the reason as well. */
    private static Optional<String> fullDisk(Subject subject) {
        Output output = subject.spec().execution().output();
        return Stream.of(output.file(), output.errorFile())
                .filter(Objects::nonNull)
                .flatMap(file -> FreeSpace.full(file).stream())
                .findFirst();
    }

    private static long size(Map<String, Path> files, @Nullable Path dumped) {
        return DumpFiles.size(files.getOrDefault(IncidentFiles.HEAP, dumped));
    }

    /** What takes a worker's secrets out of texts. */
    Masking masking(Subject subject) {
        return EnvironmentFiles.masking(
                places.environment(), subject.spec().execution().environment());
    }

    private OutputText output(Fallen fallen, int most, Looked looked) {
        Subject.Positions from = fallen.subject().positions();
        Subject.Positions to = fallen.run().end();
        return fallen.fall().cause() instanceof Cause.CouldNotStart
                ? OutputText.NONE
                : tails.read(
                        fallen.subject().worker(),
                        fallen.subject().spec().execution().output(),
                        new OutputTail.Span(
                                from.output(),
                                looked.begin().isPresent() ? looked.begin() : to.output()),
                        new OutputTail.Span(from.errors(), to.errors()),
                        most);
    }

    private static @Nullable Asked asked(Fallen fallen) {
        Fallen.Sent sent = fallen.sent();
        return sent == null
                ? null
                : new Asked(
                        Asked.Why.of(sent.why()),
                        sent.signal(),
                        sent.askedBy(),
                        Duration.ofNanos(Math.max(0, fallen.fall().at() - sent.at())));
    }

    private static Facts.Run run(Fallen fallen) {
        WorkerSpec spec = fallen.subject().spec();
        return new Facts.Run(
                spec.name(),
                fallen.subject().pid(),
                Duration.ofNanos(fallen.fall().ran()),
                spec.command(),
                List.copyOf(spec.execution().environment().variables().values()),
                spec.lifecycle().stopTimeout(),
                spec.execution().pidFile());
    }

    private Facts.Traces traces(
            Fallen fallen,
            long heapDump,
            @Nullable String hsErr,
            OutputText output,
            boolean light) {
        Fall fall = fallen.fall();
        OomTrace.Counter counter =
                memory.fell(fallen.subject().worker(), fallen.subject().generation());
        boolean bySignal = isBySignal(fall.cause());
        List<KernelLog.Line> lines =
                bySignal && !fall.asked() && fall.pid() != 0
                        ? kernel.of(fall.pid(), fall.at() - fall.ran(), fall.at())
                        : List.of();
        return new Facts.Traces(
                report(hsErr, output),
                heapDump,
                new OomTrace(texts(lines, true), counter),
                texts(lines, false),
                bySignal ? SmallFile.text(CORE_PATTERN).orElse("").strip() : "",
                light ? port -> Optional.empty() : portHolders(fallen.subject())::holder);
    }

    private PortHolders portHolders(Subject fallen) {
        Map<Long, String> workers = new HashMap<>();
        leaders.forEach((worker, pid) -> workers.put(pid, worker));
        return new PortHolders(fallen, workers);
    }

    /** What is not written to a file may be told in the output. */
    private static @Nullable HsErr report(@Nullable String hsErr, OutputText output) {
        if (hsErr != null) {
            List<String> head = hsErr.lines().limit(HEAD_LINES).toList();
            return HsErr.parse(Quote.HS_ERR, head);
        }
        HsErr told = HsErr.parse(Quote.OUTPUT, output.closing());
        return told.isEmpty() ? null : told;
    }

    private static List<String> texts(List<KernelLog.Line> lines, boolean ofMemory) {
        return lines.stream()
                .filter(line -> line.isOutOfMemory() == ofMemory)
                .map(KernelLog.Line::text)
                .toList();
    }

    /** Or perhaps so: only then the kernel has a say. */
    private static boolean isBySignal(Cause cause) {
        return cause instanceof Cause.Ended ended
                && (!(ended.status() instanceof WaitStatus.Exited exited) || exited.code() > 128);
    }

    private IncidentSummary describe(Fallen fallen) {
        Subject subject = fallen.subject();
        IncidentSummary.End end = places.describe().apply(fallen.fall());
        Fallen.Sent sent = fallen.sent();
        return new IncidentSummary(
                IncidentSummary.Kind.FALL,
                subject(subject, fallen.at()),
                new IncidentSummary.End(
                        end.cause(),
                        end.by(),
                        end.waitStatus(),
                        end.ranFor(),
                        sent == null ? null : sent.askedBy()),
                null,
                subject.spec().command(),
                List.of());
    }

    private IncidentSummary.Subject subject(Subject subject, Instant at) {
        return new IncidentSummary.Subject(
                places.supervisor(), subject.worker(), subject.generation(), subject.pid(), at);
    }

    /** The last lines of one that goes on. */
    void addOutput(Subject subject, IncidentDraft draft, Looked looked) throws IOException {
        OutputText output = outputUntil(subject, looked.begin());
        draft.text(IncidentFiles.OUTPUT, masking(subject).text(output.tail(KEPT_OUTPUT)));
    }

    /** The last lines of one that goes on, up to a position or to the end. */
    OutputText outputUntil(Subject subject, OptionalLong end) {
        return tails.read(
                subject.worker(),
                subject.spec().execution().output(),
                new OutputTail.Span(subject.positions().output(), end),
                new OutputTail.Span(subject.positions().errors(), OptionalLong.empty()),
                KEPT_OUTPUT);
    }

    /** An incident of what was found without a fall. */
    IncidentSummary summaryOfFound(FoundDumps.Whose whose, Instant at, Finding finding) {
        return new IncidentSummary(
                IncidentSummary.Kind.FOUND,
                new IncidentSummary.Subject(
                        places.supervisor(), whose.worker(), whose.generation(), whose.pid(), at),
                null,
                finding,
                whose.command(),
                List.of());
    }

    /** What takes secrets out of texts of a worker that is no more. */
    Masking masking() {
        return EnvironmentFiles.masking(places.environment(), Execution.Environment.INHERITED);
    }

    IncidentSummary summaryOfDump(Subject subject, Instant at) {
        return new IncidentSummary(
                IncidentSummary.Kind.DUMP,
                subject(subject, at),
                null,
                null,
                masking(subject).command(subject.spec().command()),
                List.of());
    }
}
