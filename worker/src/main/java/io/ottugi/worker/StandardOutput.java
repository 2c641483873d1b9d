package io.ottugi.worker;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, each text written at once and whole. {@code System.out} would hide errors; here
 * a closed or broken output (the JVM turns SIGPIPE into an error) is reported once, and the
 * counting into the file goes on without it. Safe for use by several threads, which do not wait for
 * each other.
 */
final class StandardOutput {
    private final OutputStream stream;
    private final Outage outage =
            new Outage("standard output", "the counting into the file goes on");

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream stream) {
        this.stream = stream;
    }

    /** Returns whether the text was written; if not, the operator has been told. */
    boolean write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean write(byte[] text) {
        try {
            stream.write(text);
            outage.over();
            return true;
        } catch (IOException e) {
            outage.begins(e);
            return false;
        }
    }
}
