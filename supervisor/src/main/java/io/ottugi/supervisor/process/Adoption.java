package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.Fingerprint;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.MemoryReads;
import io.ottugi.supervisor.proc.ProcFile;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.proc.ProcessTable;
import io.ottugi.supervisor.process.Suspects.Suspect;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import io.ottugi.supervisor.process.jvm.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an earlier supervisor left running of a worker, and says only what is proved.
 *
 * <p>The record proves by pid, start time and boot. Without a usable record the cookies speak: a
 * single session leader among their carriers that runs the worker's command is the worker. Where
 * there is no cookie, other witnesses are asked ({@link Suspects}). Anything else is told, but
 * neither adopted, killed nor doubled.
 */
public final class Adoption {
    private final String place;
    private final String name;
    private final ProcessTable table;
    private final Suspects.Eyes eyes;
    private final Named named;

    /** A witness beside the records of workers: the words of earlier supervisors. */
    @FunctionalInterface
    public interface Named {
        /** Tells whether they named this process, which lives, as the first one of a worker. */
        boolean isFirst(String worker, ProcessIdentity process);
    }

    /** What was found. */
    public sealed interface Finding {
        /**
         * Nothing of it runs.
         *
         * @param done how its last generation ended, if that had done its work in this boot
         * @param alike processes that may be it all the same; there is too little that says so
         */
        record Nothing(
                long lastGeneration, WorkerRecord.@Nullable Done done, List<ProcessIdentity> alike)
                implements Finding {
            public Nothing(long lastGeneration) {
                this(lastGeneration, null, List.of());
            }
        }

        /**
         * The worker itself runs.
         *
         * @param command what it was started with, as far as known
         * @param logs where it writes
         * @param jvm where it leaves what it writes when it fails, as far as known
         * @param settings what it was made with; null if that is not known
         */
        record Found(
                ProcessIdentity identity,
                Cookie cookie,
                List<String> command,
                LogPaths logs,
                JvmFiles jvm,
                @Nullable Fingerprint settings)
                implements Finding {}

        /** The worker is gone, but processes of its last generation are left. */
        record Leftovers(ProcessIdentity identity, Cookie cookie) implements Finding {}

        /** Processes may be the worker, but none can be proved to be it. */
        record Doubt(long lastGeneration, List<ProcessIdentity> processes) implements Finding {
            /** The processes for a person. */
            public String describe() {
                String pids =
                        processes.stream()
                                .map(process -> Long.toString(process.pid()))
                                .collect(Collectors.joining(", "));
                return (processes.size() == 1 ? "process " : "processes ") + pids;
            }
        }
    }

    Adoption(String place, String name, ProcessTable table, Suspects.Eyes eyes, Named named) {
        this.place = place;
        this.name = name;
        this.table = table;
        this.eyes = eyes;
        this.named = named;
    }

    /** Looks once at all processes, for all workers of a supervisor. */
    public static Adoption look(String place, String name, Named named) {
        return new Adoption(place, name, ProcessTable.read(), Suspects.Eyes.PROC, named);
    }

    /**
     * @param recorded what the last supervisor wrote, if it can be read
     * @param spec what the worker is to run now
     */
    public Finding judge(Optional<WorkerRecord> recorded, WorkerSpec spec) {
        Optional<WorkerRecord> record = recorded.filter(WorkerRecord::isOfThisBoot);
        List<ProcessTable.Row> carriers =
                table.carriers(new Cookie.Owner(place, name, spec.name()));
        long generation = lastGeneration(recorded, carriers);
        if (record.isPresent() && record.get().identity().isAlive()) {
            return found(record.get(), record.get().identity());
        }
        Optional<Finding.Found> marked = marked(record, carriers, spec);
        if (marked.isPresent()) {
            return marked.get();
        }
        // Of a generation before the recorded one nothing can be the worker: that one began only
        // when the end of the first process of the other was known.
        List<ProcStat> doubtful =
                carriers.stream()
                        .filter(row -> !isLeftover(record, row))
                        .map(ProcessTable.Row::stat)
                        .toList();
        List<Suspect> suspects = suspects(recorded, record, spec);
        if (doubtful.isEmpty() && isProved(suspects)) {
            return found(record.orElseThrow(), suspects.get(0).stat().identity());
        }
        if (!doubtful.isEmpty() || !suspects.isEmpty()) {
            return new Finding.Doubt(generation, identities(doubtful, suspects));
        }
        return record.flatMap(this::leftovers)
                .orElseGet(
                        () ->
                                new Finding.Nothing(
                                        generation, done(record, spec), alike(recorded, spec)));
    }

    /**
     * Finds processes that only the image speaks for. A record, even an old one, would have been
     * followed by an intent; a log tells by itself.
     */
    private List<ProcessIdentity> alike(Optional<WorkerRecord> recorded, WorkerSpec spec) {
        boolean told =
                recorded.isPresent() || !files(LogPaths.of(spec.execution().output())).isEmpty();
        return told ? List.of() : Suspects.alike(table, wanted(recorded, spec, true), eyes);
    }

    /** Another command is other work. */
    private static WorkerRecord.@Nullable Done done(
            Optional<WorkerRecord> record, WorkerSpec spec) {
        return record.filter(one -> one.command().equals(spec.command()))
                .map(WorkerRecord::done)
                .orElse(null);
    }

    private Optional<Finding> leftovers(WorkerRecord record) {
        Set<ProcessIdentity> left = table.of(record.identity(), record.cookie());
        if (left.isEmpty()) {
            return Optional.empty();
        }
        // An intent has no first process of its own: any that is left stands for it.
        ProcessIdentity first = record.isIntent() ? left.iterator().next() : record.identity();
        return Optional.of(new Finding.Leftovers(first, record.cookie()));
    }

    /**
     * The one process that leads a session, runs the command and carries a cookie to go by. What
     * has a carrier for a parent was started by the worker, and leads a session of its own only.
     */
    private static Optional<Finding.Found> marked(
            Optional<WorkerRecord> record, List<ProcessTable.Row> carriers, WorkerSpec spec) {
        Set<Long> pids = carriers.stream().map(row -> row.stat().pid()).collect(Collectors.toSet());
        List<ProcessTable.Row> leaders =
                carriers.stream()
                        .filter(row -> row.stat().leadsSession() && !isLeftover(record, row))
                        .filter(row -> !pids.contains(row.stat().parent()))
                        .toList();
        if (leaders.size() != 1 || !runs(leaders.get(0).stat(), spec.command())) {
            return Optional.empty();
        }
        ProcStat leader = leaders.get(0).stat();
        return Optional.of(
                new Finding.Found(
                        leader.identity(),
                        leaders.get(0).cookie().orElseThrow(),
                        spec.command(),
                        ProcessPlace.logs(leader.pid()),
                        JvmFiles.OURS,
                        null));
    }

    private static Finding.Found found(WorkerRecord record, ProcessIdentity identity) {
        return new Finding.Found(
                identity,
                record.cookie(),
                record.command(),
                record.logs(),
                record.jvm(),
                record.settings());
    }

    /**
     * Whether it is certainly not the worker: of the recorded generation, whose first process is
     * known and gone; or of one before that. An intent does not know its first process.
     */
    private static boolean isLeftover(Optional<WorkerRecord> record, ProcessTable.Row row) {
        if (record.isEmpty()) {
            return false;
        }
        Cookie known = record.get().cookie();
        Cookie carried = row.cookie().orElseThrow();
        return carried.generation() < known.generation()
                || (carried.equals(known) && !record.get().isIntent());
    }

    private List<Suspect> suspects(
            Optional<WorkerRecord> recorded, Optional<WorkerRecord> record, WorkerSpec spec) {
        if (recorded.isPresent() && record.isEmpty()) {
            return List.of();
        }
        boolean intended = record.filter(WorkerRecord::isIntent).isPresent();
        List<Suspect> found = Suspects.among(table, wanted(record, spec, intended), eyes);
        Set<ProcessIdentity> session =
                record.filter(known -> !known.isIntent())
                        .map(known -> table.session(known.identity()))
                        .orElse(Set.of());
        return found.stream().filter(one -> !session.contains(one.stat().identity())).toList();
    }

    /**
     * @param byImage whether the image counts; finding it reads files, so it is not found for each
     *     worker at each start
     */
    private Suspects.Wanted wanted(
            Optional<WorkerRecord> record, WorkerSpec spec, boolean byImage) {
        Origin origin = record.map(WorkerRecord::origin).orElse(Origin.UNKNOWN);
        Set<Long> reapers = new HashSet<>(origin.reapers());
        reapers.addAll(Origin.ours(null).reapers());
        Set<String> files = files(LogPaths.of(spec.execution().output()));
        record.ifPresent(known -> files.addAll(files(known.logs())));
        String program = origin.program() == null ? spec.command().get(0) : origin.program();
        return new Suspects.Wanted(
                record.map(known -> known.identity().startTicks()).orElse(0L),
                record.filter(WorkerRecord::isIntent).isPresent(),
                reapers,
                byImage ? Image.ofCommand(program).orElse(null) : null,
                files,
                stat -> named.isFirst(spec.name(), stat.identity()));
    }

    static Set<String> files(LogPaths logs) {
        return Stream.of(Optional.ofNullable(logs.output()), Optional.ofNullable(logs.errors()))
                .flatMap(Optional::stream)
                .flatMap(file -> asOpened(Path.of(file)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** A device tells nothing: anybody has /dev/null open. */
    private static Stream<String> asOpened(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return Stream.empty();
        }
        try {
            return Stream.of(file.toString(), file.toRealPath().toString());
        } catch (IOException e) {
            return Stream.of(file.toString());
        }
    }

    private static boolean isProved(List<Suspect> suspects) {
        return suspects.size() == 1 && suspects.get(0).proved();
    }

    private static List<ProcessIdentity> identities(
            List<ProcStat> doubtful, List<Suspect> suspects) {
        List<ProcessIdentity> all = new ArrayList<>();
        doubtful.forEach(stat -> all.add(stat.identity()));
        suspects.forEach(suspect -> all.add(suspect.stat().identity()));
        return all;
    }

    private static long lastGeneration(
            Optional<WorkerRecord> record, List<ProcessTable.Row> carriers) {
        long recorded = record.map(r -> r.cookie().generation()).orElse(0L);
        return carriers.stream()
                .mapToLong(row -> row.cookie().orElseThrow().generation())
                .reduce(recorded, Math::max);
    }

    /**
     * Whether its command line ends as the command does; a script has its interpreter before it,
     * and a JVM perhaps flags of ours among its own.
     */
    private static boolean runs(ProcStat stat, List<String> command) {
        String line =
                MemoryReads.PROC.one(
                        stat.pid(), pid -> ProcFile.text(pid, "cmdline").orElse(""), "");
        String program = command.get(0).substring(command.get(0).lastIndexOf('/') + 1);
        StringBuilder tail = new StringBuilder(program);
        for (String argument : command.subList(1, command.size())) {
            tail.append('\0').append(ProcFile.asLatin1(argument));
        }
        String end = tail.append('\0').toString();
        return JvmFlags.possiblyInserted(List.of(line.split("\0"))).stream()
                .anyMatch(words -> (String.join("\0", words) + '\0').endsWith(end));
    }
}
