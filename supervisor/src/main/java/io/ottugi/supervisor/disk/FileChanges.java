package io.ottugi.supervisor.disk;

import io.ottugi.supervisor.failure.LastingThread;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
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
import java.util.Objects;
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
        boolean needs(@Nullable Path directory) {
            return directory != null
                    && (whole
                            ? files.contains(directory)
                            : files.stream().anyMatch(file -> directory.equals(file.getParent())));
        }

        /**
         * @param changed files of that directory, as far as the kernel tells which
         */
        boolean isHit(@Nullable Path directory, Set<Path> changed) {
            return whole ? needs(directory) : files.stream().anyMatch(changed::contains);
        }
    }

    /**
     * Watches files, and no more those that were watched under this key before.
     *
     * @param files absolute; those whose directory is not there are left out
     * @param changed called once, on a thread of its own
     */
    public synchronized void watch(String key, List<Path> files, Runnable changed) {
        List<Path> directories =
                files.stream().map(Path::getParent).filter(Objects::nonNull).toList();
        watch(new Watch(key, new HashSet<>(files), false, changed), directories);
    }

    /**
     * Watches all that is directly in some directories, otherwise like {@link #watch}.
     *
     * @param directories absolute; those that are not there are left out
     */
    public synchronized void watchDirectories(
            String key, Collection<Path> directories, Runnable changed) {
        watch(new Watch(key, new HashSet<>(directories), true, changed), directories);
    }

    private void watch(Watch watch, Collection<Path> in) {
        watches.removeIf(former -> former.key().equals(watch.key()));
        in.forEach(this::register);
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

    private void register(Path directory) {
        try {
            tryToRegister(directory);
        } catch (IOException e) {
            // Too many watches, or no directory: then it takes somebody to start it.
        }
    }

    private void tryToRegister(Path directory) throws IOException {
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
            }
        }
        List<Runnable> told = new ArrayList<>();
        watches.removeIf(
                watch -> {
                    boolean hit = watch.isHit(directory, changed);
                    if (hit) {
                        told.add(watch.changed());
                    }
                    return hit;
                });
        forgetUnlessNeeded(key, directory);
        return told;
    }

    private void forgetUnlessNeeded(WatchKey key, @Nullable Path directory) {
        if (!isNeeded(directory) || !key.reset()) {
            key.cancel();
            directories.remove(key);
        }
    }

    private boolean isNeeded(@Nullable Path directory) {
        return watches.stream().anyMatch(watch -> watch.needs(directory));
    }
}
