package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.process.ProcessIdentity;
import io.ottugi.supervisor.process.WorkerRecords;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A supervisor of a place that lives, and whose lock is on a file that is no longer there to be
 * found. It holds a record lock, which {@code /proc/locks} (proc_locks(5)) tells with its pid, and
 * either the file of that lock is the deleted lock file of this place, or the records of this place
 * name it as the supervisor of a worker.
 */
final class LivingSupervisor {
    private static final Path LOCKS = Path.of("/proc/locks");

    private LivingSupervisor() {}

    /** The pid of one other than this process. */
    static OptionalLong of(Places.Instance places) throws IOException {
        Set<Long> recorded = recorded(places);
        Path deleted = Path.of(places.state().toRealPath().resolve("lock") + " (deleted)");
        return holdersOfLocks().stream()
                .filter(pid -> recorded.contains(pid) || hasOpen(pid, deleted))
                .mapToLong(Long::longValue)
                .findFirst();
    }

    private static Set<Long> recorded(Places.Instance places) {
        WorkerRecords records = new WorkerRecords(places.records());
        return records.names().stream()
                .map(records::read)
                .flatMap(Optional::stream)
                .map(record -> record.origin().supervisor())
                .filter(supervisor -> supervisor != null && supervisor.isAlive())
                .map(ProcessIdentity::pid)
                .collect(Collectors.toSet());
    }

    /** Lines such as {@code 1: POSIX ADVISORY WRITE 16665 fe:00:2171923 0 EOF}. */
    private static Set<Long> holdersOfLocks() {
        long us = ProcessHandle.current().pid();
        try {
            return Files.readAllLines(LOCKS).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(words -> words.length > 4 && words[1].equals("POSIX"))
                    .filter(words -> words[4].matches("[0-9]+"))
                    .map(words -> Long.parseLong(words[4]))
                    .filter(pid -> pid > 0 && pid != us)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            // A kernel that does not tell: then the lock file alone has to.
            return Set.of();
        }
    }

    private static boolean hasOpen(long pid, Path file) {
        Path directory = Path.of("/proc/" + pid + "/fd");
        String[] descriptors = new File(directory.toString()).list();
        if (descriptors == null) {
            return false;
        }
        for (String descriptor : descriptors) {
            try {
                if (Files.readSymbolicLink(directory.resolve(descriptor)).equals(file)) {
                    return true;
                }
            } catch (IOException e) {
                // Closed meanwhile.
            }
        }
        return false;
    }
}
