package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the end of what one generation wrote, and nothing of those before and after it. What has
 * been cut off into an archive that is not compressed yet is read there.
 */
final class OutputTail {
    private static final int TRIES = 3;

    private final Path states;

    /**
     * @param states where the logs' states are
     */
    OutputTail(Path states) {
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

    private OutputText read(String key, Path file, Span span, int most) {
        for (int tries = 1; ; tries++) {
            LogState before = state(key, file);
            OutputText text = tryToRead(before, file, span, most);
            LogState after = state(key, file);
            boolean stood = before.change() == after.change() && before.rotating() == null;
            if (stood || tries == TRIES) {
                return text;
            }
        }
    }

    /** Where the bytes of a log are now. */
    LogState state(String key, Path file) {
        try {
            LogState state = LogState.fromJson(Json.object(Utf8.read(LogState.path(states, key))));
            return state.file().equals(file) ? state : LogState.of(file);
        } catch (IOException | BadJson | InvalidPathException e) {
            return LogState.of(file);
        }
    }

    private static OutputText tryToRead(LogState state, Path file, Span span, int most) {
        try {
            long end = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            long to = Math.min(state.start() + end, span.to().orElse(Long.MAX_VALUE));
            long from = Math.max(span.from().orElse(state.base()), to - most);
            byte[] bytes = bytes(state, file, from, to);
            // One byte before it tells whether a line begins there.
            boolean whole = from <= span.from().orElse(0) || from == 0;
            return OutputText.of(bytes, whole);
        } catch (IOException e) {
            return OutputText.NONE;
        }
    }

    private static byte[] bytes(LogState state, Path file, long from, long to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Archive archive : newestIn(state.archives(), from)) {
            Path plain = archive.plain(file);
            if (Files.isRegularFile(plain, LinkOption.NOFOLLOW_LINKS)) {
                copy(plain, Math.max(0, from - archive.from()), to - archive.from(), bytes);
            }
        }
        copy(file, Math.max(from, state.base()) - state.start(), to - state.start(), bytes);
        return bytes.toByteArray();
    }

    private static List<Archive> newestIn(List<Archive> archives, long from) {
        return archives.stream().filter(archive -> archive.to() > from).toList();
    }

    private static void copy(Path file, long from, long to, ByteArrayOutputStream into)
            throws IOException {
        if (to <= from) {
            return;
        }
        try (SeekableByteChannel in =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            in.position(from);
            long length = Math.max(0, Math.min(to, in.size()) - from);
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
            while (buffer.hasRemaining() && in.read(buffer) >= 0) {
                // until it is full
            }
            into.write(buffer.array(), 0, buffer.position());
        }
    }
}
