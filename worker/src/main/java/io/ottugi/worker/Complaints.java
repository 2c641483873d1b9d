package io.ottugi.worker;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the worker says to the operator: single lines on standard error. */
final class Complaints {
    private Complaints() {}

    static void say(String line) {
        System.err.println("ottugi-worker: " + line);
    }

    /** The reason in words, without the path, which the complaint names itself. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof FileSystemException failure) {
            String reason = failure.getReason();
            return reason != null ? reason : e.toString();
        }
        String message = e.getMessage();
        return message != null ? message : e.toString();
    }
}
