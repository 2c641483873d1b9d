package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.diagnosis.OomTrace;
import io.ottugi.supervisor.proc.Cgroups;
import io.ottugi.supervisor.proc.SmallFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's counters of processes that it killed for want of memory, read when a generation
 * begins and when it has fallen. Of several that fall together each is put down to one kill.
 */
final class OomWatch {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Path MACHINE = Path.of("/proc/vmstat");

    private @Nullable Cgroups cgroups;
    private final Map<String, Begun> begun = new HashMap<>();
    private final Map<Path, Long> claimed = new HashMap<>();

    private record Begun(long generation, Path file, long count) {}

    /** Notes the counter of a process that lives; again, after it may have moved to another. */
    void begins(String worker, long generation, long pid) {
        Path file = file(pid).filter(path -> count(path).isPresent()).orElse(MACHINE);
        Begun before = begun.get(worker);
        boolean known =
                before != null && before.generation() == generation && before.file().equals(file);
        if (!known) {
            count(file).ifPresent(n -> begun.put(worker, new Begun(generation, file, n)));
        }
    }

    private Optional<Path> file(long pid) {
        if (cgroups == null) {
            cgroups = new Cgroups(SmallFile.text(MOUNTS).orElse("").lines().toList());
        }
        Cgroups known = cgroups;
        return SmallFile.text(Path.of("/proc/" + pid + "/cgroup")).flatMap(known::counter);
    }

    /** What was counted while a generation ran, or null if that is not known. */
    OomTrace.@Nullable Counter fell(String worker, long generation) {
        Begun start = begun.get(worker);
        if (start == null || start.generation() != generation) {
            return null;
        }
        begun.remove(worker);
        Optional<Long> now = count(start.file());
        if (now.isEmpty()) {
            return null;
        }
        long before = Math.max(start.count(), claimed.getOrDefault(start.file(), 0L));
        return new OomTrace.Counter(start.file(), before, now.get());
    }

    /** One of the kills that were counted has been put down to a fall. */
    void claim(OomTrace trace) {
        OomTrace.Counter counter = trace.counter();
        if (counter != null) {
            Path file = counter.file();
            claimed.keySet().removeIf(path -> count(path).isEmpty());
            claimed.put(file, counter.before() + 1);
        }
    }

    /** Lets go of all workers but these. */
    void keepOnly(Set<String> workers) {
        begun.keySet().retainAll(workers);
        claimed.keySet().removeIf(path -> count(path).isEmpty());
    }

    /** The same generation may have moved to another cgroup since. */
    void settles(String worker, long generation, long pid) {
        Begun before = begun.get(worker);
        if (before != null && before.generation() == generation) {
            begins(worker, generation, pid);
        }
    }

    private static Optional<Long> count(Path file) {
        return SmallFile.text(file).flatMap(Cgroups::kills);
    }
}
