package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.proc.MemoryReads;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.WorkerRecords;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A supervisor of a place that lives, and whose lock is on a file that is no longer there to be
 * found: it was removed, its directory or one above was moved, or something was mounted over it.
 * The supervisor holds a record lock, which {@code /proc/locks} (proc_locks(5)) tells with its pid,
 * and one of these says that it is of this place: the lock file that it has open was deleted here;
 * the records of this place name it as the supervisor of a worker; or it has the lock file of a
 * supervisor of this name open, and was started with an environment that leads to this place.
 */
final class LivingSupervisor {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final String DELETED = " (deleted)";

    private LivingSupervisor() {}

    /** The pid of one other than this process. */
    static OptionalLong of(Places.Instance places) throws IOException {
        Set<Long> recorded = recorded(places);
        Path deleted = Path.of(places.state().toRealPath().resolve("lock") + DELETED);
        return holdersOfLocks().stream()
                .filter(pid -> recorded.contains(pid) || isOf(places, deleted, pid))
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

    private static boolean isOf(Places.Instance places, Path deleted, long pid) {
        List<Path> files = openFiles(pid);
        if (files.contains(deleted)) {
            return true;
        }
        boolean named = files.stream().anyMatch(file -> isLockOf(places.name(), file));
        return named && leadsTo(places, pid);
    }

    private static boolean isLockOf(InstanceName name, Path file) {
        String path = file.toString();
        String there =
                path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        return there.endsWith("/" + name.value() + "/lock");
    }

    /** Tells whether a process was started with an environment that leads to a place. */
    private static boolean leadsTo(Places.Instance places, long pid) {
        Path process = Path.of("/proc/" + pid);
        try {
            if (!OwnUser.owns(process)) {
                return false;
            }
            Map<String, String> environment =
                    MemoryReads.PROC.one(pid, one -> environment(process), Map.of());
            // A supervisor has left the directory that a relative path would go by.
            Places theirs = Places.of(User.current(), environment, Path.of("/"));
            return theirs.of(places.name()).state().equals(places.state());
        } catch (IOException | Failure e) {
            return false;
        }
    }

    private static Map<String, String> environment(Path process) {
        Map<String, String> environment = new HashMap<>();
        try {
            for (String entry : Utf8.read(process.resolve("environ")).split("\0", -1)) {
                int equals = entry.indexOf('=');
                if (equals > 0) {
                    environment.put(entry.substring(0, equals), entry.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            // It has ended, or is not ours to look at.
        }
        return environment;
    }

    private static List<Path> openFiles(long pid) {
        Path directory = Path.of("/proc/" + pid + "/fd");
        String[] descriptors = new File(directory.toString()).list();
        List<Path> files = new ArrayList<>();
        for (String descriptor : descriptors == null ? new String[0] : descriptors) {
            try {
                files.add(Files.readSymbolicLink(directory.resolve(descriptor)));
            } catch (IOException e) {
                // Closed meanwhile.
            }
        }
        return files;
    }
}
