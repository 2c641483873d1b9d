package io.ottugi.supervisor.posix;

/** Tells whether a file was opened by anybody, this process included; IN_OPEN of inotify(7). */
public interface OpenWatch extends AutoCloseable {
    /** The answer where nothing can be watched: the file may have been opened at any time. */
    OpenWatch UNKNOWN =
            new OpenWatch() {
                @Override
                public boolean wasOpened() {
                    return true;
                }

                @Override
                public void close() {}
            };

    /** Tells whether the file was opened since the last call, or since the watch was made. */
    boolean wasOpened();

    @Override
    void close();
}
