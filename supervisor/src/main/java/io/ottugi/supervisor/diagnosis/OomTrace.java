package io.ottugi.supervisor.diagnosis;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says about memory that ran out.
 *
 * @param lines of its log that name the process
 * @param counter of kills for want of memory, null where none could be read
 */
public record OomTrace(List<String> lines, @Nullable Counter counter) {
    static final OomTrace NONE = new OomTrace(List.of(), null);

    public OomTrace {
        lines = List.copyOf(lines);
    }

    /**
     * @param file where it is counted, such as {@code /sys/fs/cgroup/x/memory.events}
     * @param before when the generation began, or when an earlier fall was put down to it
     */
    public record Counter(Path file, long before, long after) {
        boolean rose() {
            return after > before;
        }

        boolean isOfCgroup() {
            return !file.startsWith("/proc");
        }

        String words() {
            return "oom_kill in "
                    + file
                    + (rose() ? " rose from " + before + " to " : " stayed ")
                    + after;
        }
    }
}
