package io.ottugi.supervisor.process;

import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.CookieScan;
import io.ottugi.supervisor.proc.MemoryReads;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.launch.RunningWorker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file to which a program that goes into the background writes the number of its process. As
 * with {@code PIDFile=} of systemd.service(5) it is not believed alone: the process has to be one
 * that descends from us, and to have begun after the start that it is looked for.
 */
final class PidFile {
    private static final int LONGEST = 64;
    private static final int MOST_PARENTS = 1000;
    private static final long US = ProcessHandle.current().pid();

    private PidFile() {}

    /**
     * The process that a file names, if it is one that may have come of this start.
     *
     * @param escaped what may have left the start
     */
    static Optional<ProcessIdentity> named(Path file, RunningWorker starter, Escaped escaped) {
        return number(file)
                .filter(pid -> !escaped.isFirst(pid))
                .flatMap(ProcStat::read)
                .filter(ProcStat::isAlive)
                .filter(stat -> stat.startTicks() >= starter.identity().startTicks())
                .filter(PidFile::isBelowUs)
                .filter(stat -> !isOfAnother(stat, starter.cookie()))
                .map(ProcStat::identity);
    }

    /** A pipe or device of that name is not read, since that may take for ever. */
    private static Optional<Long> number(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1).strip();
            String first = text.lines().findFirst().orElse("").strip();
            return first.matches("[1-9][0-9]{0,9}")
                    ? Optional.of(Long.valueOf(first))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isBelowUs(ProcStat process) {
        Optional<ProcStat> one = Optional.of(process);
        for (int i = 0; i < MOST_PARENTS && one.isPresent(); i++) {
            long parent = one.get().parent();
            if (parent == US) {
                return true;
            }
            one = parent == 0 ? Optional.empty() : ProcStat.read(parent);
        }
        return false;
    }

    private static boolean isOfAnother(ProcStat process, Cookie cookie) {
        return MemoryReads.PROC
                .one(process.pid(), CookieScan::cookie, Optional.empty())
                .filter(found -> !found.equals(cookie))
                .isPresent();
    }
}
