package io.ottugi.supervisor.disk;

import io.ottugi.supervisor.failure.LastingThread;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells once when one of some files is written, made, replaced or removed, woken by inotify(7). The
 * thread exists from the first watch on; most supervisors never need it.
 */
public final class FileChanges {
    private @Nullable WatchService service;
    private final Map<WatchKey, Path> directories = new HashMap<>();
    private final List<Watch> watches = new ArrayList<>();

    /**
     * @param files what is watched; with {@code whole} directories, for all that is in them
     */
    private record Watch(String key, Set<Path> files, boolean whole, Runnable changed) {
        /** A path in the directory that is to be watched for one of the files. */
        Path inside(Path file) {
            return whole ? file.resolve("any") : file;
        }

        boolean isOf(Path file, Path changed) {
            return file.equals(whole ? changed.getParent() : changed);
        }
    }

    /**
     * Watches files, and no more those that were watched under this key before.
     *
     * @param files absolute; where the directory of one is not there, the nearest one above it is
     *     watched until it is
     * @param changed called once, on a thread of its own
     */
    public synchronized void watch(String key, List<Path> files, Runnable changed) {
        watch(new Watch(key, new HashSet<>(files), false, changed));
    }

    /**
     * Watches all that is directly in some directories, otherwise like {@link #watch}.
     *
     * @param directories absolute
     */
    public synchronized void watchDirectories(
            String key, Collection<Path> directories, Runnable changed) {
        watch(new Watch(key, new HashSet<>(directories), true, changed));
    }

    private void watch(Watch watch) {
        watches.removeIf(former -> former.key().equals(watch.key()));
        watch.files().forEach(file -> register(watch.inside(file)));
        watches.add(watch);
        letGo();
    }

    /** Watches nothing under this key any more. */
    public synchronized void forget(String key) {
        if (watches.removeIf(watch -> watch.key().equals(key))) {
            letGo();
        }
    }

    /** A directory in which nobody waits for anything costs the kernel a watch. */
    private void letGo() {
        for (WatchKey key : List.copyOf(directories.keySet())) {
            if (!isNeeded(directories.get(key))) {
                key.cancel();
                directories.remove(key);
            }
        }
    }

    /** Watches the directory that a file is in, or is going to be in. */
    private void register(Path file) {
        Path watched;
        do {
            watched = nearest(file);
            try {
                tryToRegister(watched);
            } catch (IOException e) {
                // Too many watches, or it has gone just now: then it takes somebody to start it.
                return;
            }
            // What is made between the look and the watch tells nobody.
        } while (!watched.equals(nearest(file)));
    }

    /** The nearest directory above a file that is there. */
    private static Path nearest(Path file) {
        Path directory = file;
        do {
            Path above = directory.getParent();
            if (above == null) {
                return directory;
            }
            directory = above;
        } while (!Files.isDirectory(directory));
        return directory;
    }

    private void tryToRegister(Path directory) throws IOException {
        if (directories.containsValue(directory)) {
            return;
        }
        WatchKey key =
                directory.register(
                        service(),
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
        directories.put(key, directory);
    }

    private WatchService service() throws IOException {
        WatchService open = service;
        if (open == null) {
            WatchService made = FileSystems.getDefault().newWatchService();
            service = made;
            Thread thread = LastingThread.of("ottugi-file-changes", () -> run(made));
            thread.start();
            return made;
        }
        return open;
    }

    private void run(WatchService open) {
        try {
            while (true) {
                WatchKey key = open.take();
                changedBy(key).forEach(Runnable::run);
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Runnable> changedBy(WatchKey key) {
        Set<Path> changed = new HashSet<>();
        Path directory = directories.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (directory != null && event.context() instanceof Path name) {
                changed.add(directory.resolve(name));
            } else {
                // The kernel has left events out (OVERFLOW), so anything may have changed.
                watches.forEach(
                        watch -> watch.files().forEach(file -> changed.add(watch.inside(file))));
            }
        }
        if (!key.reset()) {
            directories.remove(key);
        }
        List<Runnable> told = new ArrayList<>();
        watches.removeIf(
                watch -> {
                    boolean hit =
                            watch.files().stream().anyMatch(file -> isHit(watch, file, changed));
                    if (hit) {
                        told.add(watch.changed());
                    }
                    return hit;
                });
        letGo();
        return told;
    }

    private boolean isHit(Watch watch, Path file, Set<Path> changed) {
        if (changed.stream().anyMatch(one -> watch.isOf(file, one))) {
            return true;
        }
        Path inside = watch.inside(file);
        boolean above = changed.stream().anyMatch(inside::startsWith);
        if (above || !directories.containsValue(nearest(inside))) {
            // A directory above it was made, moved here or removed.
            register(inside);
            return Files.exists(file);
        }
        return false;
    }

    private boolean isNeeded(@Nullable Path directory) {
        return watches.stream()
                .anyMatch(
                        watch ->
                                watch.files().stream()
                                        .map(file -> nearest(watch.inside(file)))
                                        .anyMatch(place -> place.equals(directory)));
    }
}
