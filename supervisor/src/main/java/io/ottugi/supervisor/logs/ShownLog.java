package io.ottugi.supervisor.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Shows a worker's log while somebody looks. The worker writes to the file and knows nothing of it,
 * so that a closed terminal costs not a byte.
 */
final class ShownLog {
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final Follow follow;
    private final Consumer<String> lost;
    private final Follow.Sink sink;
    private volatile boolean abandoned;
    private final Thread thread = new Thread(this::show, "ottugi-shown-log");

    private ShownLog(Follow follow, Follow.Sink sink, Consumer<String> lost) {
        this.follow = follow;
        this.sink = sink;
        this.lost = lost;
    }

    /**
     * Begins to show the file in a thread of its own.
     *
     * @param from where to begin, in bytes
     * @param sink takes what is shown
     * @param lost takes the reason when nobody reads any more, on that thread
     */
    static ShownLog start(Path file, long from, Follow.Sink sink, Consumer<String> lost)
            throws IOException {
        ShownLog shown = new ShownLog(new Follow(file, from), sink, lost);
        shown.thread.setDaemon(true);
        shown.thread.start();
        return shown;
    }

    /** Shows what is still to be shown, for a second at most, and ends. */
    public void finish() throws IOException, InterruptedException {
        follow.close();
        thread.join(LAST_LINES.toMillis());
    }

    /** Shows nothing more: there is nobody to see it. */
    public void abandon() throws IOException {
        abandoned = true;
        follow.close();
    }

    private void show() {
        try {
            follow.run(this::write);
        } catch (IOException e) {
            lost.accept(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        if (!abandoned) {
            sink.write(bytes, length);
        }
    }
}
