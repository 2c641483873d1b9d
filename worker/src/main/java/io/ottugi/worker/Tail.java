package io.ottugi.worker;

import java.nio.charset.StandardCharsets;

/**
 * What the end of a count file says. Pure.
 *
 * @param count the first word of the last whole line that begins with a number, 0 without one
 * @param torn whether the file ends within a line, as after a crash or a full disk; that line does
 *     not count, because its number may have lost digits
 */
record Tail(long count, boolean torn) {
    /** How many bytes at the end of the file to look at; a count line has less than 64. */
    static final int LENGTH = 4096;

    /** The first line of a full {@link #LENGTH} of bytes may have lost its beginning. */
    static Tail of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int whole = bytes.length < LENGTH ? -1 : text.indexOf('\n');
        int end = text.lastIndexOf('\n');
        boolean torn = end + 1 < text.length();
        while (end > whole) {
            int start = text.lastIndexOf('\n', end - 1);
            long count = firstNumber(text.substring(start + 1, end));
            if (count >= 0) {
                return new Tail(count, torn);
            }
            end = start;
        }
        return new Tail(0, torn);
    }

    private static long firstNumber(String line) {
        int space = line.indexOf(' ');
        return Text.digits(space < 0 ? line : line.substring(0, space));
    }
}
