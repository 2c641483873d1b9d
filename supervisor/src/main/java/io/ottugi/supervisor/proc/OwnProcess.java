package io.ottugi.supervisor.proc;

import io.ottugi.supervisor.config.ResourceLimit;
import io.ottugi.supervisor.disk.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the supervisor itself is and may do, which a worker inherits unless it is told otherwise.
 */
public final class OwnProcess {
    /** Rights of capabilities(7), by their numbers in linux/capability.h. */
    public enum Right {
        SETGID(6),
        SETUID(7),
        SYS_PTRACE(19),
        SYS_NICE(23),
        SYS_RESOURCE(24);

        private final int bit;

        Right(int bit) {
            this.bit = bit;
        }
    }

    /** Lines of /proc/PID/limits begin with these. */
    private static final Map<ResourceLimit, String> LIMITS = new EnumMap<>(ResourceLimit.class);

    static {
        LIMITS.put(ResourceLimit.AS, "Max address space");
        LIMITS.put(ResourceLimit.CORE, "Max core file size");
        LIMITS.put(ResourceLimit.CPU, "Max cpu time");
        LIMITS.put(ResourceLimit.DATA, "Max data size");
        LIMITS.put(ResourceLimit.FSIZE, "Max file size");
        LIMITS.put(ResourceLimit.LOCKS, "Max file locks");
        LIMITS.put(ResourceLimit.MEMLOCK, "Max locked memory");
        LIMITS.put(ResourceLimit.MSGQUEUE, "Max msgqueue size");
        LIMITS.put(ResourceLimit.NICE, "Max nice priority");
        LIMITS.put(ResourceLimit.NOFILE, "Max open files");
        LIMITS.put(ResourceLimit.NPROC, "Max processes");
        LIMITS.put(ResourceLimit.RSS, "Max resident set");
        LIMITS.put(ResourceLimit.RTPRIO, "Max realtime priority");
        LIMITS.put(ResourceLimit.SIGPENDING, "Max pending signals");
        LIMITS.put(ResourceLimit.STACK, "Max stack size");
    }

    private static final int NICE_FIELD = 16;

    private OwnProcess() {}

    public static boolean has(Right right) {
        long rights = Long.parseUnsignedLong(line("self/status", "CapEff:"), 16);
        return (rights >>> right.bit & 1) != 0;
    }

    /** The real group. */
    public static long group() {
        return Long.parseLong(line("self/status", "Gid:").split("\\s+")[0]);
    }

    /** The supplementary groups. */
    public static List<Long> groups() {
        String groups = line("self/status", "Groups:");
        return groups.isEmpty()
                ? List.of()
                : Arrays.stream(groups.split("\\s+")).map(Long::valueOf).toList();
    }

    /** The niceness of the calling thread, which its children inherit. */
    public static int niceness() {
        String stat = text("thread-self/stat");
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE_FIELD]);
    }

    /** The hard limit, {@link Long#MAX_VALUE} for none. */
    public static long hardLimit(ResourceLimit resource) {
        return limit(resource, 1);
    }

    public static long softLimit(ResourceLimit resource) {
        return limit(resource, 0);
    }

    private static long limit(ResourceLimit resource, int column) {
        String label = String.valueOf(LIMITS.get(resource));
        String value = line("self/limits", label).split("\\s+")[column];
        return value.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(value);
    }

    /** What follows a label, trimmed. */
    private static String line(String file, String label) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .map(line -> line.substring(label.length()).trim())
                .orElseThrow(() -> new IllegalStateException("/proc/" + file + ": no " + label));
    }

    private static String text(String file) {
        try {
            return Utf8.read(Path.of("/proc", file));
        } catch (IOException e) {
            throw new UncheckedIOException("/proc cannot be read", e);
        }
    }
}
