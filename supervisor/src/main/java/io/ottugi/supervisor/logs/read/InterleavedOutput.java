package io.ottugi.supervisor.logs.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes bytes of several sources to one stream without mixing their lines: an unfinished line of
 * one source is ended before another source goes on.
 */
public final class InterleavedOutput {
    private static final byte[] NOTHING = {};

    private final OutputStream out;
    private @Nullable Object last;
    private boolean midLine;

    /**
     * @param out receives each write at once
     */
    public InterleavedOutput(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes bytes unchanged.
     *
     * @param bytes with an array, not empty
     */
    public void show(Object source, ByteBuffer bytes) throws IOException {
        show(source, NOTHING, bytes);
    }

    /**
     * Writes bytes of a source.
     *
     * @param name written first if the bytes begin a line
     */
    public void show(Object source, byte[] name, ByteBuffer bytes) throws IOException {
        boolean goesOn = midLine && source.equals(last);
        if (midLine && !goesOn) {
            out.write('\n');
        }
        if (!goesOn) {
            out.write(name);
        }
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        midLine = bytes.get(bytes.limit() - 1) != '\n';
        last = source;
    }

    /** Writes a line that belongs to no source. */
    public void line(byte[] text) throws IOException {
        endLine();
        out.write(text);
        out.write('\n');
    }

    /** Ends an unfinished line. */
    public void endLine() throws IOException {
        if (midLine) {
            out.write('\n');
            midLine = false;
        }
    }

    public void flush() throws IOException {
        out.flush();
    }
}
