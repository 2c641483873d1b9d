package io.ottugi.supervisor.logs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of several ends up. What one of them has not ended with a line's end yet is
 * ended before another goes on, so that their lines never mix.
 */
public final class Screen {
    private static final byte[] NOTHING = {};

    private final OutputStream out;
    private @Nullable Object last;
    private boolean midLine;

    /**
     * @param out written to at once
     */
    public Screen(OutputStream out) {
        this.out = out;
    }

    /**
     * Shows bytes as they are.
     *
     * @param bytes of an array, not empty
     */
    public void show(Object source, ByteBuffer bytes) throws IOException {
        show(source, NOTHING, bytes);
    }

    /**
     * @param name stands before what begins a line
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

    /** A line between those of the sources. */
    public void line(byte[] text) throws IOException {
        endLine();
        out.write(text);
        out.write('\n');
    }

    /** Ends a line that was begun. */
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
