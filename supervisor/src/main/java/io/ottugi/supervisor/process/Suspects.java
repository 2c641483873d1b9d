package io.ottugi.supervisor.process;

import io.ottugi.supervisor.proc.MemoryReads;
import io.ottugi.supervisor.proc.ProcFile;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.proc.ProcessTable;
import io.ottugi.supervisor.process.launch.ExecChain;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds processes that may be a worker although nothing says so that they carry: a program that
 * writes a title over its arguments overwrites its environment, and the cookie in it, as well.
 *
 * <p>The witnesses are: its parent is one to which an orphan of the supervisor falls; it was
 * started after the intent, and soon; its image is that of the program, or it is still on its way
 * to it; it leads a session; it has a log file of the worker open for writing; an earlier
 * supervisor named it as the worker's, and it hides its environment.
 */
final class Suspects {
    /** A start that takes longer was held up by the machine; then its log alone is a witness. */
    private static final long SOON_TICKS = 60 * 100;

    /** A process with more descriptors is no worse a suspect for not being looked through. */
    private static final int MOST_DESCRIPTORS = 1024;

    private static final int ACCESS_MODE = 3;

    private Suspects() {}

    /**
     * What is known of the process that is looked for.
     *
     * @param since when it was not there yet, in ticks since boot
     * @param intended whether it was about to be started then
     * @param reapers pids of those to whom it may have fallen
     * @param image of its program, null if not known
     * @param files that it was to write to
     * @param named whether an earlier supervisor named a process as the worker's first
     */
    record Wanted(
            long since,
            boolean intended,
            Set<Long> reapers,
            @Nullable String image,
            Set<String> files,
            Predicate<ProcStat> named) {}

    /** What is looked at of a process beside its row in the table. */
    interface Eyes {
        Eyes PROC =
                new Eyes() {
                    @Override
                    public Optional<String> image(long pid) {
                        return Image.of(pid);
                    }

                    @Override
                    public boolean writes(long pid, Set<String> files) {
                        return Suspects.writes(pid, files);
                    }

                    @Override
                    public boolean hidesEnvironment(long pid) {
                        return MemoryReads.PROC.one(
                                pid,
                                one -> !isEnvironment(ProcFile.text(one, "environ").orElse("")),
                                true);
                    }
                };

        Optional<String> image(long pid);

        boolean writes(long pid, Set<String> files);

        /** Tells whether a cookie that the process was given may be gone by now. */
        boolean hidesEnvironment(long pid);
    }

    /**
     * A process that may be the worker.
     *
     * @param proved whether all witnesses agree
     */
    record Suspect(ProcStat stat, boolean proved) {}

    static List<Suspect> among(ProcessTable table, Wanted wanted, Eyes eyes) {
        return orphans(table, wanted).flatMap(stat -> judge(stat, wanted, eyes).stream()).toList();
    }

    /**
     * Finds processes that may be the worker by their image, and by nothing else: too little to
     * hold a worker back for, since anybody may run that program.
     */
    static List<ProcessIdentity> alike(ProcessTable table, Wanted wanted, Eyes eyes) {
        return orphans(table, wanted)
                .filter(ProcStat::leadsSession)
                .filter(stat -> hasImage(stat, wanted, eyes))
                .filter(stat -> eyes.hidesEnvironment(stat.pid()))
                .map(ProcStat::identity)
                .toList();
    }

    private static Stream<ProcStat> orphans(ProcessTable table, Wanted wanted) {
        return table.rows().stream()
                .filter(row -> row.cookie().isEmpty())
                .map(ProcessTable.Row::stat)
                .filter(ProcStat::isAlive)
                .filter(stat -> stat.startTicks() >= wanted.since())
                .filter(stat -> wanted.reapers().contains(stat.parent()));
    }

    private static Optional<Suspect> judge(ProcStat stat, Wanted wanted, Eyes eyes) {
        boolean soon = wanted.intended() && stat.startTicks() - wanted.since() <= SOON_TICKS;
        boolean image = soon && stat.leadsSession() && hasImage(stat, wanted, eyes);
        boolean onItsWay = soon && ExecChain.isProgram(stat.name());
        boolean log = !wanted.files().isEmpty() && eyes.writes(stat.pid(), wanted.files());
        boolean named = wanted.named().test(stat) && eyes.hidesEnvironment(stat.pid());
        return image || log || onItsWay || named
                ? Optional.of(new Suspect(stat, image && log))
                : Optional.empty();
    }

    private static boolean hasImage(ProcStat stat, Wanted wanted, Eyes eyes) {
        return eyes.image(stat.pid()).filter(image -> image.equals(wanted.image())).isPresent();
    }

    /**
     * Tells whether a text is an environment as execve(2) leaves it: variables, each with a zero
     * byte after it. A title leaves its end, spaces or zero bytes; what may not be read is none.
     */
    static boolean isEnvironment(String text) {
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\0', begin);
            String variable = text.substring(begin, end < 0 ? text.length() : end);
            int equals = variable.indexOf('=');
            if (equals <= 0 || variable.substring(0, equals).indexOf(' ') >= 0) {
                return false;
            }
            begin = end < 0 ? text.length() : end + 1;
        }
        return begin > 0;
    }

    /** Whether a process has one of these files open for writing, as far as we may know. */
    static boolean writes(long pid, Set<String> files) {
        String[] descriptors = new File("/proc/" + pid + "/fd").list();
        if (descriptors == null || files.isEmpty()) {
            return false;
        }
        int count = Math.min(descriptors.length, MOST_DESCRIPTORS);
        for (int i = 0; i < count; i++) {
            String name = "fd/" + descriptors[i];
            boolean open =
                    ProcFile.link(pid, name)
                            .filter(to -> files.contains(Image.present(to.toString())))
                            .isPresent();
            if (open && isForWriting(pid, descriptors[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForWriting(long pid, String descriptor) {
        String info = ProcFile.text(pid, "fdinfo/" + descriptor).orElse("");
        return info.lines()
                .filter(line -> line.startsWith("flags:"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1).trim())
                .anyMatch(flags -> (Long.parseLong(flags, 8) & ACCESS_MODE) != 0);
    }
}
