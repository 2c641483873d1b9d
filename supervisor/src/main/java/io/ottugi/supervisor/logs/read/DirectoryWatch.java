package io.ottugi.supervisor.logs.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Watches directories for files that are created or written, by inotify(7). */
final class DirectoryWatch implements Closeable {
    private final WatchService service;
    private final Map<WatchKey, Path> directories = new HashMap<>();

    /** Makes a watch that reports changes from now on. */
    DirectoryWatch() throws IOException {
        service = FileSystems.getDefault().newWatchService();
    }

    /** Adds directories; one that does not exist is ignored. */
    void add(Collection<Path> wanted) throws IOException {
        for (Path directory : wanted) {
            try {
                WatchKey key =
                        directory.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY);
                directories.put(key, directory);
            } catch (NoSuchFileException | NotDirectoryException e) {
                // No file can be read there.
            }
        }
    }

    /**
     * Waits for a change.
     *
     * @return the changed files; empty if events were lost, so that any file may have changed
     * @throws ClosedWatchServiceException when this watch is closed
     */
    Set<Path> awaitChanges() throws InterruptedException {
        Set<Path> changed = new HashSet<>();
        boolean any = false;
        for (WatchKey key = service.take(); key != null; key = service.poll()) {
            Path directory = directories.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (directory != null && event.context() instanceof Path name) {
                    changed.add(directory.resolve(name));
                } else {
                    any = true;
                }
            }
            key.reset();
        }
        return any ? Set.of() : changed;
    }

    /** Closes the watch, from any thread; {@link #awaitChanges} then throws. */
    @Override
    public void close() throws IOException {
        service.close();
    }
}
