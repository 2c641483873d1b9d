package io.ottugi.supervisor.daemon;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * The supervisor's own lines for people: to its standard error. For a detached supervisor that is
 * its log file; in the foreground it is the operator's terminal until that is gone.
 */
public final class SupervisorLog {
    private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    private final Supplier<Instant> now;
    private final Output output;
    private long written;

    /** What standard error is, and what becomes of it. */
    public interface Output {
        /**
         * Writing to it failed.
         *
         * @return whether it is another place now
         */
        boolean moved(String why);

        /** Tells whether it is a file that is no longer found under its name. */
        boolean isRemoved();

        /** Begins a file anew: much was written to the one before, or it was removed. */
        void turnOver();
    }

    public SupervisorLog(Supplier<Instant> now, Output output) {
        this.now = now;
        this.output = output;
    }

    /** Writes one line, with the time before it. */
    public void line(String text) {
        String line = now.get().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (output.isRemoved()) {
            output.turnOver();
        }
        try {
            err.write(bytes);
            count(bytes.length);
        } catch (IOException e) {
            if (output.moved(String.valueOf(e.getMessage()))) {
                again(bytes);
            }
        }
    }

    private void count(int bytes) {
        written += bytes;
        if (written > Descriptors.MAX_LOG_BYTES) {
            written = 0;
            output.turnOver();
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
