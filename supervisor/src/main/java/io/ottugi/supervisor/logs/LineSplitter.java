package io.ottugi.supervisor.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes lines of bytes. A line comes when it is whole; one that is longer than {@link #LONGEST}
 * comes in pieces, so that no program can have us keep more than that.
 */
public final class LineSplitter {
    /** In bytes. */
    public static final int LONGEST = 64 * 1024;

    private final Lines next;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean begins = true;
    private long keptAt;

    /** Takes lines, or pieces of long ones. */
    public interface Lines {
        /**
         * @throws IOException when nobody takes them any more
         */
        void take(Piece piece) throws IOException;
    }

    /**
     * A line, or a piece of one.
     *
     * @param bytes with the end of the line; not empty, and valid until the call returns
     * @param begins whether it is the first of its line
     * @param position of its first byte in the log
     */
    public record Piece(ByteBuffer bytes, boolean begins, long position) {
        /** Whether it is the last of its line; that at the end of a log may have none. */
        public boolean ends() {
            return bytes.get(bytes.limit() - 1) == '\n';
        }

        /** Without the end of the line. */
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
            next.take(new Piece(ByteBuffer.wrap(bytes, offset, length), begins, position));
        } else {
            kept.write(bytes, offset, length);
            emitKept();
        }
        begins = ends;
    }

    private void emitKept() throws IOException {
        byte[] line = kept.toByteArray();
        kept.reset();
        next.take(new Piece(ByteBuffer.wrap(line), begins, keptAt));
    }

    /** The line is not going on: its writer has ended. */
    public void flush() throws IOException {
        if (kept.size() > 0) {
            emitKept();
        }
        begins = true;
    }
}
