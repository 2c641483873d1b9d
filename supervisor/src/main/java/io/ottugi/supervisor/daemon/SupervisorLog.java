package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.runtime.Clock;
import io.ottugi.supervisor.runtime.Journal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * The supervisor's own lines for people: to its standard error. For a detached supervisor that is
 * its log file; in the foreground it is the operator's terminal until that is gone.
 */
public final class SupervisorLog implements Journal.Log {
    private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    private final Clock clock;
    private final LostOutput lost;

    /** Takes over when writing fails. */
    public interface LostOutput {
        /**
         * @return whether there is another place to write to now
         */
        boolean moved(String why);
    }

    public SupervisorLog(Clock clock, LostOutput lost) {
        this.clock = clock;
        this.lost = lost;
    }

    @Override
    public void line(String text) {
        String line = clock.now().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            err.write(bytes);
        } catch (IOException e) {
            if (lost.moved(String.valueOf(e.getMessage()))) {
                again(bytes);
            }
        }
    }

    private void again(byte[] bytes) {
        try {
            err.write(bytes);
        } catch (IOException e) {
            // Nobody is left to be told; a full disk must not stop the supervisor.
        }
    }
}
