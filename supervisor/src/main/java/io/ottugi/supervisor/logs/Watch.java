package io.ottugi.supervisor.logs;

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

/** Tells which files of some directories change, woken by inotify(7). */
final class Watch implements Closeable {
    private final WatchService service;
    private final Map<WatchKey, Path> directories = new HashMap<>();

    /** What changes from now on is told. */
    Watch() throws IOException {
        service = FileSystems.getDefault().newWatchService();
    }

    /** Adds directories; of one that is not there nothing will ever be told. */
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
                // Then there is nothing to read there either.
            }
        }
    }

    /**
     * Waits for a change.
     *
     * @return the files; none if so much has changed that it may be any
     * @throws ClosedWatchServiceException when it is closed
     */
    Set<Path> take() throws InterruptedException {
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

    /** From any thread: {@link #take} ends. */
    @Override
    public void close() throws IOException {
        service.close();
    }
}
