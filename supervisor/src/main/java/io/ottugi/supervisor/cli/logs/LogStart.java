package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.cli.events.Generations;
import io.ottugi.supervisor.logs.read.Grep;
import io.ottugi.supervisor.logs.read.LineSplitter;
import io.ottugi.supervisor.logs.read.LogReader;
import io.ottugi.supervisor.logs.read.Tail;
import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.TimeIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Finds where in a log that begins which is to be shown. */
final class LogStart {
    private static final int BLOCK = 64 * 1024;

    private final LogReader reader;
    private final long end;

    /**
     * @param reader is moved about, and stands where it begins at last
     * @param end where that ends which is there now
     */
    LogStart(LogReader reader, long end) {
        this.reader = reader;
        this.end = end;
    }

    /** Puts the reader there. */
    void find(LogQuery query, Generations generations, LogStream stream) throws IOException {
        Instant since = query.since();
        long from = since == null ? reader.begin() : since(since, generations, stream);
        Pattern grep = query.grep();
        boolean all = query.lines() == Long.MAX_VALUE;
        if (!all) {
            from =
                    grep == null
                            ? Math.max(from, Tail.start(reader, end, query.lines()))
                            : lastFound(grep, from, query.lines());
        }
        reader.seek(Math.min(from, end));
    }

    /** The latest place of which is known that all before it is older. */
    private long since(Instant since, Generations generations, LogStream stream)
            throws IOException {
        if (isOlder(stream.place().live(), since)) {
            return end;
        }
        long from =
                Math.max(reader.begin(), new TimeIndex(stream.place().times()).positionAt(since));
        for (Archive archive : reader.state().archives()) {
            if (!archive.at().isAfter(since)) {
                from = Math.max(from, archive.to());
            }
        }
        for (Generations.Start start : generations.starts(stream.owner().unit())) {
            OptionalLong at = start.position(stream.owner().ofErrors());
            if (at.isPresent() && !start.at().isAfter(since)) {
                from = Math.max(from, at.getAsLong());
            }
        }
        return from;
    }

    private static boolean isOlder(Path live, Instant since) throws IOException {
        try {
            return Files.getLastModifiedTime(live).toInstant().isBefore(since);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Where the last lines begin in which a pattern is found. */
    private long lastFound(Pattern pattern, long from, long lines) throws IOException {
        if (lines == 0) {
            return end;
        }
        ArrayDeque<Long> last = new ArrayDeque<>();
        Grep grep = new Grep(pattern, false, line -> remember(line, last, lines));
        LineSplitter splitter = new LineSplitter(grep);
        byte[] block = new byte[BLOCK];
        reader.seek(from);
        while (reader.position() < end) {
            int read = reader.read(block, (int) Math.min(BLOCK, end - reader.position()));
            if (read == 0) {
                break;
            }
            splitter.write(reader.position() - read, block, 0, read);
        }
        splitter.flush();
        return last.isEmpty() ? end : last.getFirst();
    }

    private static void remember(LineSplitter.Piece line, ArrayDeque<Long> last, long most) {
        if (line.begins()) {
            last.addLast(line.position());
        }
        if (last.size() > most) {
            last.removeFirst();
        }
    }
}
