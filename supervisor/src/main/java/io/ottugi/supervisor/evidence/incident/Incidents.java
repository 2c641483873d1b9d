package io.ottugi.supervisor.evidence.incident;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.PrivateDirectory;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.proc.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The incidents of all workers on disk, each in a folder of its own that appears when it is
 * complete. They are numbered; the oldest go when there are too many, or they take too much room.
 */
public final class Incidents {
    private static final String UNFINISHED = ".new-";

    /** Holds the number of the incident that a command was run with. */
    private static final String PINNED = "pinned";

    private static final String BEING_WRITTEN = "-on_failure.txt";

    /** Its time of change tells when the worker was seen to be gone. */
    private static final String REMOVED = "removed";

    /** So many removed workers have incidents; those that were removed earlier have none. */
    public static final int MOST_REMOVED = 20;

    static final int REMOVED_DAYS = 30;

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
        if (!known.contains(worker)) {
            recover(worker, home);
            known.add(worker);
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

    /** Settles drafts that were given up when not even a directory could be read. */
    public synchronized void settleUnfinished() {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(directory)) {
            for (Path home : homes) {
                settleUnfinished(home);
            }
        } catch (IOException e) {
            // The next supervisor settles them.
        }
    }

    /** A draft that has its summary may hold what is nowhere else: it is an incident. */
    private static void settleUnfinished(Path home) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home, UNFINISHED + "*")) {
            for (Path path : left) {
                boolean ours = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                if (ours && new IncidentFolder(path, 0).summary().isPresent()) {
                    String name = IncidentFolder.name(IncidentFolder.newest(home) + 1);
                    Files.move(path, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                } else {
                    Trees.delete(path);
                }
            }
        }
    }

    /** What a supervisor that was killed has left unfinished goes, or is finished. */
    private void recover(String worker, Path home) throws IOException {
        settleUnfinished(home);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home, ".*" + BEING_WRITTEN)) {
            for (Path path : left) {
                Files.deleteIfExists(path);
            }
        }
        Files.deleteIfExists(home.resolve(REMOVED));
        newest.put(worker, IncidentFolder.newest(home));
    }

    synchronized IncidentFolder publish(IncidentDraft draft) throws IOException {
        long number = newest.getOrDefault(draft.worker(), 0L) + 1;
        newest.put(draft.worker(), number);
        Path place = directory.resolve(draft.worker()).resolve(IncidentFolder.name(number));
        Files.move(draft.path(), place, StandardCopyOption.ATOMIC_MOVE);
        return new IncidentFolder(place, number);
    }

    /** Keeps this incident of a worker until another of it is pinned. */
    public synchronized void pin(String worker, long number) {
        try {
            AtomicFile.write(
                    directory.resolve(worker).resolve(PINNED), IncidentFolder.name(number) + "\n");
        } catch (IOException e) {
            // It is kept as long as others are.
        }
    }

    /**
     * Removes the oldest that are too many. What is pinned stays, and what a command writes to now;
     * the newest stays however large it is, and one that is larger than all may be together pushes
     * out no other. Where none is to be kept, one that was asked for stays if it is the newest.
     */
    public synchronized void prune(String worker, EvidencePolicy policy) throws IOException {
        Path home = directory.resolve(worker);
        List<IncidentFolder> all = IncidentFolder.all(home);
        Set<Long> pinned = pinned(home);
        long room = policy.maxSize();
        for (int i = all.size() - 1; i >= 0; i--) {
            IncidentFolder one = all.get(i);
            boolean newest = i == all.size() - 1;
            long size = Trees.size(one.path());
            boolean tooMany = all.size() - i > policy.keep();
            boolean stays = newest && (policy.keep() > 0 || isAskedFor(one));
            if (!stays && !pinned.contains(one.number()) && (tooMany || size > room)) {
                Trees.delete(one.path());
            } else {
                room -= newest && size > policy.maxSize() ? 0 : size;
            }
        }
    }

    /** Removes one whose content is in another now. */
    public synchronized void remove(IncidentFolder incident) {
        try {
            Trees.delete(incident.path());
        } catch (IOException e) {
            // It goes when there are too many.
        }
    }

    private static boolean isAskedFor(IncidentFolder incident) {
        return incident.summary()
                .filter(summary -> summary.kind() == IncidentSummary.Kind.DUMP)
                .isPresent();
    }

    private static Set<Long> pinned(Path home) throws IOException {
        Set<Long> pinned = new HashSet<>();
        Optional<String> kept = SmallFile.text(home.resolve(PINNED));
        kept.ifPresent(text -> IncidentFolder.number(text.strip()).ifPresent(pinned::add));
        try (DirectoryStream<Path> written = Files.newDirectoryStream(home, ".*" + BEING_WRITTEN)) {
            for (Path path : written) {
                String name = path.toFile().getName();
                IncidentFolder.number(name.substring(1, name.length() - BEING_WRITTEN.length()))
                        .ifPresent(pinned::add);
            }
        } catch (NoSuchFileException e) {
            return pinned;
        }
        return pinned;
    }

    /**
     * Where a command writes to that is run with this incident; it stays as long as that exists.
     */
    public static Path beingWritten(Path incident) {
        return incident.resolveSibling("." + incident.getFileName() + BEING_WRITTEN);
    }

    /**
     * Notes which workers are no more. Their incidents stay for {@link #REMOVED_DAYS} days, and
     * those of the last {@link #MOST_REMOVED} of them.
     */
    public synchronized void keepOnly(Set<String> workers, Instant now) throws IOException {
        newest.keySet().retainAll(workers);
        known.retainAll(workers);
        Map<Path, Instant> removed = new HashMap<>();
        for (Path home : homes()) {
            Path mark = home.resolve(REMOVED);
            if (workers.contains(home.toFile().getName())) {
                Files.deleteIfExists(mark);
            } else {
                removed.put(home, since(mark, now));
            }
        }
        List<Path> last = new ArrayList<>(removed.keySet());
        last.sort(Comparator.comparing((Path home) -> removed.get(home)).reversed());
        for (int i = 0; i < last.size(); i++) {
            Instant since = removed.getOrDefault(last.get(i), now);
            if (i >= MOST_REMOVED || since.plus(REMOVED_DAYS, ChronoUnit.DAYS).isBefore(now)) {
                Trees.delete(last.get(i));
            }
        }
    }

    private List<Path> homes() throws IOException {
        List<Path> homes = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                for (Path home : all) {
                    if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                        homes.add(home);
                    }
                }
            }
        }
        return homes;
    }

    /** When the worker was seen to be gone; now, if nobody has noted that yet. */
    private static Instant since(Path mark, Instant now) throws IOException {
        if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
            AtomicFile.write(mark, "");
            Files.setLastModifiedTime(mark, FileTime.from(now));
        }
        return Files.getLastModifiedTime(mark, LinkOption.NOFOLLOW_LINKS).toInstant();
    }
}
