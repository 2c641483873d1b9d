package io.ottugi.supervisor.logs.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Splitting, searching and showing of lines. */
class LinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final InterleavedOutput screen = new InterleavedOutput(out);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void write(LineSplitter splitter, String text) throws IOException {
        splitter.write(0, bytes(text), 0, text.length());
    }

    private LineSplitter named(String name) {
        Object source = new Object();
        return new LineSplitter(line -> screen.show(source, bytes(name), line.bytes()));
    }

    private LineSplitter grep(String pattern, boolean highlights) {
        return new LineSplitter(
                new Grep(
                        Pattern.compile(pattern),
                        highlights,
                        line -> screen.show(this, line.bytes())));
    }

    private String shown() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void linesOfSeveralDoNotMix() throws IOException {
        LineSplitter a = named("a|");
        LineSplitter b = named("b|");
        write(a, "one\ntw");
        write(b, "1\n");
        write(a, "o\n\nthree");
        write(b, "2\n");
        a.flush();
        write(b, "3\n");
        assertEquals("a|one\nb|1\na|two\na|\nb|2\na|three\nb|3\n", shown());
    }

    @Test
    void positionsAreThoseOfLines() throws IOException {
        List<Long> positions = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(line -> positions.add(line.position()));
        splitter.write(100, bytes("one\ntw"), 0, 6);
        splitter.write(106, bytes("o\nthree\n"), 0, 8);
        assertEquals(List.of(100L, 104L, 108L), positions);
    }

    @Test
    void longLinesComeInPieces() throws IOException {
        LineSplitter a = named("a|");
        String line = "x".repeat(150_000);
        write(a, line.substring(0, 70_000));
        assertEquals(LineSplitter.LONGEST + 2, out.size());
        write(a, line.substring(70_000) + "\nnext\n");
        assertEquals("a|" + line + "\na|next\n", shown());
    }

    @Test
    void anotherOneEndsALongLine() throws IOException {
        LineSplitter a = named("a|");
        String piece = "x".repeat(LineSplitter.LONGEST);
        write(a, piece);
        write(named("b|"), "1\n");
        write(a, "rest\n");
        assertEquals("a|" + piece + "\nb|1\na|rest\n", shown());
    }

    @Test
    void markersStandAlone() throws IOException {
        write(named("a|"), "x\n");
        screen.line(bytes("-- marker --"));
        screen.show(this, ByteBuffer.wrap(bytes("half")));
        screen.line(bytes("-- marker --"));
        screen.endLine();
        assertEquals("a|x\n-- marker --\nhalf\n-- marker --\n", shown());
    }

    @Test
    void onlyWhatIsFound() throws IOException {
        LineSplitter grep = grep("o$|ü", false);
        grep.write(0, "no\nyes\nfür\r\n".getBytes(StandardCharsets.UTF_8), 0, 13);
        write(grep, "go");
        grep.flush();
        assertEquals("no\nfür\r\ngo", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNoUtf8PassThrough() throws IOException {
        byte[] line = {'a', (byte) 0xff, (byte) 0xc3, 'b', 0, '\n'};
        grep("b", true).write(0, line, 0, line.length);
        assertArrayEquals(bytes("aÿÃ\u001b[1;31mb\u001b[0m\0\n"), out.toByteArray());
    }

    @Test
    void foundIsHighlighted() throws IOException {
        write(grep("[0-9]+", true), "a1b22\nnone\n");
        assertEquals("a\u001b[1;31m1\u001b[0mb\u001b[1;31m22\u001b[0m\n", shown());
    }

    @Test
    void emptyFindsAreNotHighlighted() throws IOException {
        write(grep("x*", true), "ab\n\n");
        assertEquals("ab\n\n", shown());
    }

    @Test
    void ofALongLineWhatFollowsIsShown() throws IOException {
        String piece = "x".repeat(LineSplitter.LONGEST);
        LineSplitter grep = grep("here", false);
        write(grep, piece + "here" + piece.substring(4) + "and more\nnot\n");
        assertEquals("here" + piece.substring(4) + "and more\n", shown());
    }
}
