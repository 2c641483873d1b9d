package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.diagnosis.OutputText;
import io.ottugi.supervisor.logs.read.LogReader;
import io.ottugi.supervisor.logs.record.LogPaths;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Reads the end of what one generation wrote, and nothing of those before and after it, in archives
 * as well as in the live file.
 */
public final class OutputTail {
    private static final int BLOCK = 64 * 1024;

    private final Path states;

    /**
     * @param states where the logs' states are
     */
    public OutputTail(Path states) {
        this.states = states;
    }

    /**
     * Positions between which a generation wrote.
     *
     * @param from empty for not known, which is the file's beginning
     * @param to empty for not known, which is the file's end
     */
    record Span(OptionalLong from, OptionalLong to) {}

    /** The last lines of both its files, its errors last; empty where there is nothing to read. */
    OutputText read(String worker, Output output, Span outputs, Span errors, int most) {
        Path file = output.file();
        if (file == null) {
            return OutputText.NONE;
        }
        OutputText text = read(LogState.key(worker), file, outputs, most);
        Path errorFile = output.errorFile();
        return errorFile == null
                ? text
                : text.then(read(LogState.errorKey(worker), errorFile, errors, most));
    }

    /**
     * Returns the position after the last byte of a log.
     *
     * @return empty if there is no live file, or it cannot be read
     */
    OptionalLong end(String key, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return OptionalLong.empty();
        }
        try (LogReader reader = open(key, file)) {
            return OptionalLong.of(reader.end());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Opens a log, but no symbolic link: its user may have made that. */
    private LogReader open(String key, Path file) throws IOException {
        return new LogReader(LogPaths.of(file, states, key), gap -> {}, LinkOption.NOFOLLOW_LINKS);
    }

    private OutputText read(String key, Path file, Span span, int most) {
        try (LogReader reader = open(key, file)) {
            long to = Math.min(reader.end(), span.to().orElse(Long.MAX_VALUE));
            long start = span.from().isPresent() ? span.from().getAsLong() : reader.state().base();
            long from = Math.max(start, to - most);
            // One byte before it tells whether a line begins there.
            boolean whole = from <= span.from().orElse(0) || from == 0;
            return OutputText.of(bytes(reader, from, to), whole);
        } catch (IOException e) {
            return OutputText.NONE;
        }
    }

    private static byte[] bytes(LogReader reader, long from, long to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        reader.seek(from);
        while (reader.position() < to) {
            int read = reader.read(block, (int) Math.min(BLOCK, to - reader.position()));
            // Behind a gap the bytes may be those after the end.
            long left = to - (reader.position() - read);
            if (read == 0 || left <= 0) {
                break;
            }
            bytes.write(block, 0, (int) Math.min(read, left));
        }
        return bytes.toByteArray();
    }
}
