package io.ottugi.supervisor.config.toml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file's text: of reasonable size, and UTF-8 as TOML demands. */
final class SourceText {
    /** Bytes; ten thousand workers fit. */
    private static final int LARGEST = 4 * 1024 * 1024;

    private SourceText() {}

    static String read(Path file, String shown) throws BadFile, IOException {
        if (!Files.isRegularFile(file)) {
            throw bad(shown, Origin.FILE, why(file));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw bad(shown, Origin.FILE, "it has more than 4 MB, which is no configuration");
        }
        return decode(bytes, shown);
    }

    private static String why(Path file) {
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        return Files.exists(file) ? "it is no regular file" : "there is no such file";
    }

    private static String decode(byte[] bytes, String shown) throws BadFile {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            int column = text.length() - text.lastIndexOf('\n');
            throw bad(shown, new Origin(line, column), "this is not UTF-8; save the file in UTF-8");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static BadFile bad(String shown, Origin place, String message) {
        return new BadFile(shown, List.of(new Mistake(place, message)));
    }
}
