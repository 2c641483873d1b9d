package io.ottugi.supervisor.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Something a person must be told; its message is a whole sentence that says what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public Failure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /**
     * The reason in an I/O exception, in words and without its class name.
     *
     * @param e whose message may be only a path, as those of java.nio.file are
     */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return lowerFirst(f.getReason());
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : lowerFirst(message);
    }

    /** An error that nobody foresaw, in a line that can be reported: what, and where it arose. */
    public static String mistake(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return "this is a mistake in Ottugi itself, please report it: "
                + e
                + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
