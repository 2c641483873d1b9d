package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.logs.read.LineSplitter.Lines;
import io.ottugi.supervisor.logs.read.LineSplitter.Piece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passes on the lines in which a pattern is found, byte for byte. A line is searched as UTF-8, or
 * as Latin-1 if it is no UTF-8. Of a line that comes in pieces, the first piece with a match and
 * all later ones are passed on.
 */
public final class Grep implements Lines {
    private static final byte[] PLAIN = {};
    private static final byte[] BEGIN = "\u001b[1;31m".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\u001b[0m".getBytes(StandardCharsets.US_ASCII);

    private final Pattern pattern;
    private final boolean highlights;
    private final Lines next;
    private boolean found;

    /**
     * @param highlights true to colour the matches
     */
    public Grep(Pattern pattern, boolean highlights, Lines next) {
        this.pattern = pattern;
        this.highlights = highlights;
        this.next = next;
    }

    @Override
    public void accept(Piece line) throws IOException {
        Charset charset = charset(line);
        String text = charset.decode(line.text()).toString();
        Matcher matcher = pattern.matcher(text);
        boolean here = find(matcher);
        found = here || (found && !line.begins());
        if (found) {
            next.accept(here && highlights ? highlighted(line, text, matcher, charset) : line);
        }
    }

    private static boolean find(Matcher matcher) throws IOException {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new IOException(
                    "the pattern '" + matcher.pattern() + "' is too much for a long line");
        }
    }

    private static Charset charset(Piece line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(line.text());
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private Piece highlighted(Piece line, String text, Matcher matcher, Charset charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        do {
            boolean empty = matcher.end() == matcher.start();
            out.writeBytes(text.substring(from, matcher.start()).getBytes(charset));
            out.writeBytes(empty ? PLAIN : BEGIN);
            out.writeBytes(matcher.group().getBytes(charset));
            out.writeBytes(empty ? PLAIN : END);
            from = matcher.end();
        } while (matcher.find());
        out.writeBytes(text.substring(from).getBytes(charset));
        out.writeBytes(line.ends() ? new byte[] {'\n'} : PLAIN);
        return new Piece(ByteBuffer.wrap(out.toByteArray()), line.begins(), line.position());
    }
}
