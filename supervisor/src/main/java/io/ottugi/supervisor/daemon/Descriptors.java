package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.logs.record.LogFile;
import io.ottugi.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The supervisor's own standard input, output and error. */
public final class Descriptors {
    /** At this size a log of the supervisor's own becomes its predecessor, and a new one begins. */
    static final long MAX_LOG_BYTES = 4 << 20;

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
        int descriptor = open(file);
        posix.duplicate(descriptor, STDOUT);
        posix.duplicate(descriptor, STDERR);
        posix.close(descriptor);
    }

    /** Standard error goes to a file from now on. */
    public void errorsTo(Path file) throws IOException {
        int descriptor = open(file);
        posix.duplicate(descriptor, STDERR);
        posix.close(descriptor);
    }

    private int open(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_LOG_BYTES) {
            Path predecessor = file.resolveSibling(file.getFileName() + ".1");
            Files.move(file, predecessor, StandardCopyOption.REPLACE_EXISTING);
        }
        return logs.open(file, null);
    }

    /** Whether standard output is a terminal that is still there. */
    public boolean outputIsTerminal() {
        return posix.isTerminal(STDOUT);
    }
}
