package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.disk.PrivateDirectory;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The incidents of all workers on disk, each in a folder of its own that appears when it is
 * complete. They are numbered; the oldest go when there are too many, or they take too much room.
 */
public final class Incidents {
    private static final String UNFINISHED = ".new-";

    private final Path directory;
    private final Map<String, Long> newest = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private long drafts;

    /**
     * @param directory that has a folder for each worker
     */
    public Incidents(Path directory) {
        this.directory = directory;
    }

    /** Begins an incident of a worker, which nobody sees until it is finished. */
    public synchronized IncidentDraft begin(String worker) throws IOException {
        Path home = home(worker);
        if (known.add(worker)) {
            recover(worker, home);
        }
        drafts++;
        Path path =
                Files.createDirectory(
                        home.resolve(UNFINISHED + drafts),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        return new IncidentDraft(this, worker, path);
    }

    private Path home(String worker) throws IOException {
        try {
            return PrivateDirectory.ensure(directory.resolve(worker));
        } catch (Failure e) {
            throw new IOException(e.getMessage());
        }
    }

    /** What a supervisor that was killed has left unfinished goes. */
    private void recover(String worker, Path home) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home, UNFINISHED + "*")) {
            for (Path path : left) {
                Trees.delete(path);
            }
        }
        newest.put(worker, IncidentFolder.newest(home));
    }

    synchronized IncidentFolder publish(IncidentDraft draft) throws IOException {
        long number = newest.getOrDefault(draft.worker(), 0L) + 1;
        newest.put(draft.worker(), number);
        Path place = directory.resolve(draft.worker()).resolve(IncidentFolder.name(number));
        Files.move(draft.path(), place, StandardCopyOption.ATOMIC_MOVE);
        return new IncidentFolder(place, number);
    }

    /** Removes the oldest that are too many; the newest stays in any case. */
    synchronized void prune(String worker, EvidencePolicy policy) throws IOException {
        List<IncidentFolder> all = IncidentFolder.all(directory.resolve(worker));
        long room = policy.maxSize();
        for (int i = all.size() - 1; i >= 0; i--) {
            room -= Trees.size(all.get(i).path());
            boolean tooMany = all.size() - i > Math.max(1, policy.keep());
            if (i < all.size() - 1 && (tooMany || room < 0)) {
                Trees.delete(all.get(i).path());
            }
        }
    }

    /** Removes all of a worker that is no more. */
    public synchronized void forget(String worker) throws IOException {
        Path home = directory.resolve(worker);
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            Trees.delete(home);
        }
        known.remove(worker);
    }
}
