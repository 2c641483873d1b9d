package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.logs.read.Grep;
import io.ottugi.supervisor.logs.read.InterleavedOutput;
import io.ottugi.supervisor.logs.read.LineSplitter;
import io.ottugi.supervisor.logs.read.LogReader;
import io.ottugi.supervisor.logs.record.LogPaths;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one worker writes to one file, on its way to the screen. */
final class LogStream implements Closeable {
    private static final int BLOCK = 64 * 1024;

    private final Owner owner;
    private final LogPaths place;
    private final LogReader reader;
    private final InterleavedOutput screen;
    private final byte[] block = new byte[BLOCK];
    private @Nullable Markers markers;
    private boolean raw = true;
    private byte[] prefix = {};
    private LineSplitter lines = new LineSplitter(this::show);

    /**
     * Whose it is.
     *
     * @param ofErrors whether only its errors go there
     */
    record Owner(String unit, boolean ofErrors) {}

    LogStream(Owner owner, LogPaths place, LogReader reader, InterleavedOutput screen) {
        this.owner = owner;
        this.place = place;
        this.reader = reader;
        this.screen = screen;
    }

    Owner owner() {
        return owner;
    }

    LogPaths place() {
        return place;
    }

    LogReader reader() {
        return reader;
    }

    /** Line by line from now on, each with this before it. */
    void byLines(String before) {
        prefix = before.getBytes(StandardCharsets.UTF_8);
        raw = false;
    }

    /** Only lines in which this is found, from now on. */
    void only(Pattern pattern, boolean coloured) {
        lines = new LineSplitter(new Grep(pattern, coloured, this::show));
        raw = false;
    }

    /** Shows these where they belong, from now on. */
    void mark(Markers where) {
        markers = where;
    }

    /**
     * Shows a part of what there is up to a position.
     *
     * @return whether there may be more at once
     */
    boolean show(long end) throws IOException {
        showMarkers();
        long stop = markers == null ? end : Math.min(end, markers.next());
        int most = (int) Math.min(BLOCK, stop - reader.position());
        int read = most <= 0 ? 0 : reader.read(block, most);
        if (read > 0 && raw) {
            screen.show(this, ByteBuffer.wrap(block, 0, read));
        } else if (read > 0) {
            lines.write(reader.position() - read, block, 0, read);
        }
        return read > 0 && reader.position() < end;
    }

    /** Shows the markers that are due where we are. */
    void showMarkers() throws IOException {
        List<String> due = markers == null ? List.of() : markers.due(reader.position());
        for (String marker : due) {
            showLine(marker);
        }
    }

    /** Whether its worker has ended, is not started again, and that was not shown. */
    boolean hasEnded() {
        return markers != null && markers.hasEnded();
    }

    /** Shows that. */
    void showEnd() throws IOException {
        Optional<String> end = markers == null ? Optional.empty() : markers.end();
        if (end.isPresent()) {
            showLine(end.get());
        }
    }

    private void showLine(String text) throws IOException {
        flush();
        screen.line(text.getBytes(StandardCharsets.UTF_8));
    }

    private void show(LineSplitter.Piece line) throws IOException {
        screen.show(this, prefix, line.bytes());
    }

    /** Shows what is kept back of a line that has no end yet. */
    void flush() throws IOException {
        lines.flush();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
