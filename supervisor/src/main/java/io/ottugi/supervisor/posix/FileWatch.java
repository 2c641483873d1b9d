package io.ottugi.supervisor.posix;

import java.util.List;

/** Waits for files to be written, or to lose their name; inotify(7). */
public interface FileWatch extends AutoCloseable {
    /** Told when events were lost: any file may have changed. */
    int ALL = -1;

    /**
     * Watches a file until the first thing happens to it: it is written, truncated, moved, deleted,
     * or its attributes change.
     *
     * @return a key, told then
     * @throws PosixException when it is not there, or there are no watches left
     */
    int watchOnce(String path);

    /** Stops watching what has not happened yet. */
    void cancel(int key);

    /**
     * Waits for the first happening, a {@link #wake}, or the end of the time.
     *
     * @param millis at most so long; negative for no limit
     * @return the keys of the files to which something happened
     */
    List<Integer> await(long millis);

    /** Ends the wait of another thread, or the next one. */
    void wake();

    @Override
    void close();
}
