package io.ottugi.supervisor.logs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Shows a worker's log on our standard output while somebody looks. The worker writes to the file
 * and knows nothing of it, so that a closed terminal costs not a byte.
 */
public final class ShownLog {
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private final Follow follow;
    private final Consumer<String> lost;
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private volatile boolean abandoned;
    private final Thread thread = new Thread(this::show, "ottugi-shown-log");

    private ShownLog(Follow follow, Consumer<String> lost) {
        this.follow = follow;
        this.lost = lost;
    }

    /**
     * Begins to show the file in a thread of its own.
     *
     * @param from where to begin, in bytes
     * @param lost takes the reason when nobody reads any more, on that thread
     */
    public static ShownLog start(Path file, long from, Consumer<String> lost) throws IOException {
        ShownLog shown = new ShownLog(new Follow(file, from), lost);
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
            out.write(bytes, 0, length);
        }
    }
}
