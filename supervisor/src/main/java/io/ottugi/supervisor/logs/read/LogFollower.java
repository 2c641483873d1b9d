package io.ottugi.supervisor.logs.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Shows what is written to several files, in one thread that sleeps while nothing is. */
public final class LogFollower implements Closeable {
    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final List<Source> leaving = new CopyOnWriteArrayList<>();
    private volatile @Nullable DirectoryWatch watch;
    private volatile boolean closed;

    /** One file or log that grows. */
    public interface Source extends Closeable {
        /** Returns the files whose change means that there may be more to show; absolute paths. */
        List<Path> files();

        /**
         * Shows the next part.
         *
         * @return true if there may be more now
         */
        boolean show() throws IOException;

        /** Shows an unfinished last line, and closes its files. */
        @Override
        void close() throws IOException;
    }

    /** Adds a source; from any thread. */
    public void add(Source source) throws IOException {
        sources.add(source);
        restartWatch();
    }

    /** Shows what is left of a source, then closes and removes it; from any thread. */
    public void remove(Source source) throws IOException {
        leaving.add(source);
        restartWatch();
    }

    /** Makes {@link #run} begin a new watch, and then show every source. */
    private void restartWatch() throws IOException {
        DirectoryWatch now = watch;
        if (now != null) {
            now.close();
        }
    }

    /** Shows all sources as they grow, until this is closed or a source throws. */
    public void run() throws IOException, InterruptedException {
        while (!closed) {
            try (DirectoryWatch now = new DirectoryWatch()) {
                watch = now;
                if (!closed) {
                    follow(now);
                }
            } catch (ClosedWatchServiceException e) {
                // A source was added or removed, or all are closed.
            }
        }
        show(sources);
        end(sources);
    }

    private void follow(DirectoryWatch now) throws IOException, InterruptedException {
        now.add(directories());
        show(sources);
        end(leaving);
        while (true) {
            Set<Path> changed = now.awaitChanges();
            show(changed.isEmpty() ? sources : sourcesOf(changed));
        }
    }

    private void end(List<Source> ended) throws IOException {
        for (Source source : ended) {
            source.close();
            sources.remove(source);
            leaving.remove(source);
        }
    }

    private List<Path> directories() {
        return sources.stream()
                .flatMap(source -> source.files().stream())
                .map(Path::getParent)
                .distinct()
                .toList();
    }

    private List<Source> sourcesOf(Set<Path> changed) {
        return sources.stream()
                .filter(source -> source.files().stream().anyMatch(changed::contains))
                .toList();
    }

    /** Shows a part of each source in turn, so that none waits until another one is quiet. */
    private static void show(Collection<Source> wanted) throws IOException {
        List<Source> left = new ArrayList<>(wanted);
        while (!left.isEmpty()) {
            List<Source> more = new ArrayList<>();
            for (Source source : left) {
                if (source.show()) {
                    more.add(source);
                }
            }
            left = more;
        }
    }

    /** Makes {@link #run} show what is left and return; from any thread. */
    @Override
    public void close() throws IOException {
        closed = true;
        restartWatch();
    }
}
