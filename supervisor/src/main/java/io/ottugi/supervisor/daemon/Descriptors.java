package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.logs.LogFile;
import io.ottugi.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Path;

/** The supervisor's own standard input, output and error. */
public final class Descriptors {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final Posix posix;
    private final LogFile logs;

    public Descriptors(Posix posix) {
        this.posix = posix;
        this.logs = new LogFile(posix);
    }

    /** Standard input reads nothing from now on. */
    public void closeInput() {
        int nothing = posix.openForRead("/dev/null");
        posix.duplicate(nothing, STDIN);
        posix.close(nothing);
    }

    /** Standard output and error go to a file from now on. */
    public void outputTo(Path file) throws IOException {
        int descriptor = logs.open(file);
        posix.duplicate(descriptor, STDOUT);
        posix.duplicate(descriptor, STDERR);
        posix.close(descriptor);
    }

    /** Standard error goes to a file from now on. */
    public void errorsTo(Path file) throws IOException {
        int descriptor = logs.open(file);
        posix.duplicate(descriptor, STDERR);
        posix.close(descriptor);
    }

    /** Whether standard output is a terminal that is still there. */
    public boolean outputIsTerminal() {
        return posix.isTerminal(STDOUT);
    }
}
