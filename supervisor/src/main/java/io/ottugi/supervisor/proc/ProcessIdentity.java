package io.ottugi.supervisor.proc;

import io.ottugi.supervisor.disk.Utf8;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tells one process from all others, before and after it: a pid is used again, but not by a
 * process that started in the same clock tick of the same boot in the same pid namespace.
 *
 * @param boot {@code /proc/sys/kernel/random/boot_id} and the pid namespace
 */
public record ProcessIdentity(long pid, long startTicks, String boot) {
    /** USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    /** The identity of a process that runs now. */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcStat.read(pid).filter(ProcStat::isAlive).map(ProcStat::identity);
    }

    /** How long ago it started, by the boot clock; to a hundredth of a second. */
    public Duration age() {
        long now = ticksNow();
        long ticks = now == 0 ? 0 : Math.max(0, now - startTicks);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /**
     * The boot clock, in the ticks in which starts of processes are told; 0 if it cannot be read.
     */
    public static long ticksNow() {
        try {
            String uptime = Utf8.read(Path.of("/proc/uptime"));
            double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            return Math.round(seconds * TICKS_PER_SECOND);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    // Written out: a record's own are made at run time, which costs a short command a third of its
    // time.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessIdentity that
                && pid == that.pid
                && startTicks == that.startTicks
                && boot.equals(that.boot);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pid) * 31 + Long.hashCode(startTicks);
    }

    /** This boot of this pid namespace. */
    public static String currentBoot() {
        return Boot.ID;
    }

    /** Read once: neither changes under a running process. */
    private static final class Boot {
        static final String ID =
                read("/proc/sys/kernel/random/boot_id")
                        + " "
                        + ProcFile.link(ProcessHandle.current().pid(), "ns/pid")
                                .map(Path::toString)
                                .orElse("pid:unknown");

        private static String read(String path) {
            try {
                return Utf8.read(Path.of(path)).trim();
            } catch (IOException e) {
                return "unknown";
            }
        }
    }
}
