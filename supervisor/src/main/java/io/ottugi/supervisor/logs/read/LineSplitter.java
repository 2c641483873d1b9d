package io.ottugi.supervisor.logs.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Splits bytes into lines. A line is passed on when it is whole. One that is longer than {@link
 * #LONGEST} is passed on in pieces, so that memory is bounded.
 */
public final class LineSplitter {
    /** Longest line that is passed on in one piece, in bytes. */
    public static final int LONGEST = 64 * 1024;

    private final Lines next;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean begins = true;
    private long keptAt;

    /** Receives lines, or pieces of long ones. */
    public interface Lines {
        /**
         * @throws IOException if the line cannot be passed on
         */
        void accept(Piece piece) throws IOException;
    }

    /**
     * A line, or a piece of one.
     *
     * @param bytes with the end of the line; not empty, and valid until the call returns
     * @param begins true for the first piece of a line
     * @param position of its first byte in the log
     */
    public record Piece(ByteBuffer bytes, boolean begins, long position) {
        /** Returns true for the last piece of a line; the last line of a log may have none. */
        public boolean ends() {
            return bytes.get(bytes.limit() - 1) == '\n';
        }

        /** Returns the bytes without the line end. */
        ByteBuffer text() {
            return bytes.duplicate().limit(bytes.limit() - (ends() ? 1 : 0));
        }
    }

    public LineSplitter(Lines next) {
        this.next = next;
    }

    /**
     * @param position of the first byte
     */
    public void write(long position, byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            boolean isLong = kept.size() + i + 1 - from >= LONGEST;
            if (bytes[i] == '\n' || isLong) {
                emit(position + from - offset, bytes, from, i + 1 - from);
                from = i + 1;
            }
        }
        if (from < offset + length) {
            if (kept.size() == 0) {
                keptAt = position + from - offset;
            }
            kept.write(bytes, from, offset + length - from);
        }
    }

    private void emit(long position, byte[] bytes, int offset, int length) throws IOException {
        boolean whole = kept.size() == 0;
        boolean ends = bytes[offset + length - 1] == '\n';
        if (whole) {
            next.accept(new Piece(ByteBuffer.wrap(bytes, offset, length), begins, position));
        } else {
            kept.write(bytes, offset, length);
            emitKept();
        }
        begins = ends;
    }

    private void emitKept() throws IOException {
        byte[] line = kept.toByteArray();
        kept.reset();
        next.accept(new Piece(ByteBuffer.wrap(line), begins, keptAt));
    }

    /** Passes on an unfinished last line. */
    public void flush() throws IOException {
        if (kept.size() > 0) {
            emitKept();
        }
        begins = true;
    }
}
