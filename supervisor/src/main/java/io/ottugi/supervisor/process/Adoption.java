package io.ottugi.supervisor.process;

import io.ottugi.supervisor.process.CookieScan.Carrier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what an earlier supervisor left running of a worker, and says only what is proved.
 *
 * <p>The record proves by pid, start time and boot. Without a usable record the cookies speak: a
 * single session leader among their carriers that runs the worker's command is the worker. Anything
 * else that carries a cookie is told, but neither adopted, killed nor doubled.
 */
public final class Adoption {
    private Adoption() {}

    /** What was found. */
    public sealed interface Finding {
        /** Nothing of it runs. */
        record Nothing(long lastGeneration) implements Finding {}

        /**
         * The worker itself runs.
         *
         * @param command what it was started with, as far as known
         * @param logs where it writes
         * @param jvm where it leaves what it writes when it fails, as far as known
         */
        record Found(
                ProcessIdentity identity,
                Cookie cookie,
                List<String> command,
                LogPaths logs,
                JvmFiles jvm)
                implements Finding {}

        /** The worker is gone, but processes of its last generation are left. */
        record Leftovers(ProcessIdentity identity, Cookie cookie) implements Finding {}

        /** Processes carry its cookie, but none can be proved to be the worker. */
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

    /**
     * @param record what the last supervisor wrote, if it can be read
     * @param carriers the living processes with a cookie of this worker
     * @param command what the worker is to run now
     */
    public static Finding judge(
            Optional<WorkerRecord> record, List<Carrier> carriers, List<String> command) {
        long generation = lastGeneration(record, carriers);
        if (record.isPresent() && record.get().identity().isAlive()) {
            WorkerRecord known = record.get();
            return new Finding.Found(
                    known.identity(), known.cookie(), known.command(), known.logs(), known.jvm());
        }
        if (carriers.isEmpty()) {
            return new Finding.Nothing(generation);
        }
        if (record.isPresent() && allOf(record.get().cookie(), carriers)) {
            return new Finding.Leftovers(record.get().identity(), record.get().cookie());
        }
        List<Carrier> leaders = carriers.stream().filter(c -> c.stat().leadsSession()).toList();
        if (leaders.size() == 1 && runs(leaders.get(0), command)) {
            return new Finding.Found(
                    leaders.get(0).stat().identity(),
                    leaders.get(0).cookie(),
                    command,
                    ProcessPlace.logs(leaders.get(0).stat().pid()),
                    JvmFiles.OURS);
        }
        return new Finding.Doubt(
                generation, carriers.stream().map(c -> c.stat().identity()).toList());
    }

    private static long lastGeneration(Optional<WorkerRecord> record, List<Carrier> carriers) {
        long recorded = record.map(r -> r.cookie().generation()).orElse(0L);
        return carriers.stream()
                .mapToLong(carrier -> carrier.cookie().generation())
                .reduce(recorded, Math::max);
    }

    private static boolean allOf(Cookie cookie, List<Carrier> carriers) {
        return carriers.stream().allMatch(carrier -> carrier.cookie().equals(cookie));
    }

    /**
     * Whether its command line ends as the command does; a script has its interpreter before it,
     * and a JVM perhaps flags of ours among its own.
     */
    private static boolean runs(Carrier carrier, List<String> command) {
        String line = ProcFile.text(carrier.stat().pid(), "cmdline").orElse("");
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
