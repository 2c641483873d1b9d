package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices the heap dumps of workers that live on, woken when something changes where their JVMs
 * leave them. On the desk's thread alone.
 */
final class DumpWatch {
    private static final long LOOK_AGAIN_MILLIS = 500;

    /** Most JVMs that write one end by themselves: then it belongs to their fall. */
    private static final long LIVES_ON_NANOS = 1_000_000_000;

    private final FileChanges changes;
    private final Gathering gathering;
    private final FoundDumps found;
    private final Desk desk;
    private final Map<String, Living> living = new HashMap<>();
    private final Map<String, Made> made = new HashMap<>();

    /** Takes work for the desk's thread, from any thread. */
    interface Desk {
        void soon(Runnable task);

        void later(Runnable task, long millis);
    }

    /** The newest incident of a generation. */
    private record Made(long generation, IncidentFolder folder) {}

    /**
     * A generation whose dumps are waited for.
     *
     * @param before when the file was changed that its user's options name; null if it was not
     *     there
     * @param complete since when files have been, monotonic nanoseconds
     * @param told files that it was told of
     */
    private record Living(
            Subject subject, @Nullable FileTime before, Map<Path, Long> complete, Set<Path> told) {}

    DumpWatch(FileChanges changes, Gathering gathering, FoundDumps found, Desk desk) {
        this.changes = changes;
        this.gathering = gathering;
        this.found = found;
        this.desk = desk;
    }

    /** A generation has begun, or was taken over. */
    void begins(Subject subject) {
        boolean dumps = subject.spec().evidence().heapDump() || subject.jvm().heapDump() != null;
        if (!dumps || subject.spec().evidence().keep() == 0) {
            ends(subject.worker());
            return;
        }
        FileTime before = changed(users(subject));
        Living one = new Living(subject, before, new HashMap<>(), new HashSet<>());
        living.put(subject.worker(), one);
        look(one);
    }

    /**
     * A generation has fallen: what it left belongs to its fall.
     *
     * @return the newest incident that was made while it lived
     */
    Optional<IncidentFolder> ends(Subject subject) {
        Living one = living.get(subject.worker());
        if (one != null && one.subject().generation() == subject.generation()) {
            ends(subject.worker());
        }
        Made newest = made.get(subject.worker());
        return newest != null && newest.generation() == subject.generation()
                ? Optional.of(newest.folder())
                : Optional.empty();
    }

    private void ends(String worker) {
        if (living.remove(worker) != null) {
            changes.forget(key(worker));
        }
    }

    void keepOnly(Set<String> workers) {
        made.keySet().retainAll(workers);
        for (String worker : List.copyOf(living.keySet())) {
            if (!workers.contains(worker)) {
                ends(worker);
            }
        }
    }

    private static String key(String worker) {
        return "dumps of " + worker;
    }

    /** The watch comes first, so that nothing is written between the look and it. */
    private void look(Living one) {
        String worker = one.subject().worker();
        Living now = living.get(worker);
        if (now == null || now.subject().generation() != one.subject().generation()) {
            return;
        }
        changes.watchDirectories(
                key(worker), directories(one.subject()), () -> desk.soon(() -> look(one)));
        boolean again = false;
        for (Path dump : gathering.dumps(worker).heapDumps()) {
            again |= !take(one, dump, true);
        }
        Path users = users(one.subject());
        FileTime changed = changed(users);
        if (users != null && changed != null && !changed.equals(one.before())) {
            again |= !take(one, users, false);
        }
        if (again) {
            // Each block that is written would wake us.
            changes.forget(key(worker));
            desk.later(() -> look(one), LOOK_AGAIN_MILLIS);
        }
    }

    /** Returns false if it is to be looked at again. */
    private boolean take(Living one, Path dump, boolean ours) {
        if (one.told().contains(dump)) {
            return true;
        }
        if (!DumpFiles.isComplete(dump)) {
            return false;
        }
        long now = System.nanoTime();
        if (now - one.complete().computeIfAbsent(dump, file -> now) < LIVES_ON_NANOS) {
            return false;
        }
        one.told().add(dump);
        Subject subject = one.subject();
        found.keepLiving(subject, dump, ours)
                .ifPresent(
                        folder ->
                                made.put(subject.worker(), new Made(subject.generation(), folder)));
        return true;
    }

    private List<Path> directories(Subject subject) {
        List<Path> directories = new ArrayList<>(gathering.dumpDirectories(subject.worker()));
        Path users = users(subject);
        Path parent = users == null ? null : users.getParent();
        if (parent != null) {
            directories.add(parent);
        }
        return directories.stream().filter(Files::isDirectory).toList();
    }

    /** Where its user's own options have its heap dump; null where they do not say so. */
    private static @Nullable Path users(Subject subject) {
        JvmFiles jvm = subject.jvm();
        Path named = jvm.heapDump();
        return named != null && Files.isDirectory(named)
                ? named.resolve("java_pid" + subject.pid() + ".hprof")
                : named;
    }

    private static @Nullable FileTime changed(@Nullable Path file) {
        try {
            return file == null ? null : Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }
}
