package io.ottugi.supervisor.logs;

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
    private volatile @Nullable Watch watch;
    private volatile boolean closed;

    /** Something that grows. */
    public interface Source extends Closeable {
        /** The files whose change means that there may be more to show; absolute. */
        List<Path> files();

        /**
         * Shows a part of what there is.
         *
         * @return whether there may be more at once
         */
        boolean show() throws IOException;

        /** Shows what it has kept back, and ends. */
        @Override
        void close() throws IOException;
    }

    /** Shows this one too; from any thread. */
    public void add(Source source) throws IOException {
        sources.add(source);
        renew();
    }

    /** Shows what this one has, and then lets go of it; from any thread. */
    public void remove(Source source) throws IOException {
        leaving.add(source);
        renew();
    }

    /** Lets {@link #run} begin a new watch, after which it looks at everything. */
    private void renew() throws IOException {
        Watch now = watch;
        if (now != null) {
            now.close();
        }
    }

    /** Shows all there is, and all that comes, until it is closed or a source refuses. */
    public void run() throws IOException, InterruptedException {
        while (!closed) {
            try (Watch now = new Watch()) {
                watch = now;
                if (!closed) {
                    follow(now);
                }
            } catch (ClosedWatchServiceException e) {
                // There is another source to be watched, or all is over.
            }
        }
        show(sources);
        end(sources);
    }

    private void follow(Watch now) throws IOException, InterruptedException {
        now.add(directories());
        show(sources);
        end(leaving);
        while (true) {
            Set<Path> changed = now.take();
            show(changed.isEmpty() ? sources : concerned(changed));
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

    private List<Source> concerned(Set<Path> changed) {
        return sources.stream()
                .filter(source -> source.files().stream().anyMatch(changed::contains))
                .toList();
    }

    /** A part of each in turn, so that none has to wait until another one is silent. */
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

    /** Lets {@link #run} show what is left and end; from any thread. */
    @Override
    public void close() throws IOException {
        closed = true;
        renew();
    }
}
