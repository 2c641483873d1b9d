package io.ottugi.supervisor.process;

import io.ottugi.supervisor.proc.ProcFile;
import io.ottugi.supervisor.proc.ProcStat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a process stands: its directory and its terminal. */
public final class ProcessPlace {
    private static final int FIRST_PTS_MAJOR = 136;
    private static final int LAST_PTS_MAJOR = 143;

    private ProcessPlace() {}

    /** Its working directory, if we may know it. */
    public static Optional<String> directory(long pid) {
        return ProcFile.link(pid, "cwd").map(Path::toString);
    }

    /** The files that its standard output and error are, where they are any and we may know. */
    static LogPaths logs(long pid) {
        String output = file(pid, "fd/1");
        String errors = file(pid, "fd/2");
        return new LogPaths(output, Objects.equals(output, errors) ? null : errors);
    }

    private static @Nullable String file(long pid, String descriptor) {
        return ProcFile.link(pid, descriptor)
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .orElse(null);
    }

    /** Its controlling terminal, if it has one. */
    public static Optional<String> terminal(long pid) {
        return ProcStat.read(pid)
                .map(ProcStat::terminal)
                .filter(device -> device != 0)
                .map(ProcessPlace::name);
    }

    /** Names a device number, whose layout is that of tty_nr in proc(5). */
    private static String name(int device) {
        int major = (device >>> 8) & 0xff;
        int minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
        if (major >= FIRST_PTS_MAJOR && major <= LAST_PTS_MAJOR) {
            return "/dev/pts/" + ((major - FIRST_PTS_MAJOR) * 256 + minor);
        }
        return "terminal " + major + ":" + minor;
    }
}
