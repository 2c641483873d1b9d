package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.logs.record.LogPaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Prints one log: unchanged, or line by line after a name. The worker writes to its file and knows
 * nothing of this, so that a closed terminal costs no byte.
 */
final class PrintedLog implements LogFollower.Source {
    private static final int BLOCK = 64 * 1024;

    private final LogPaths place;
    private final LogReader reader;
    private final InterleavedOutput screen;
    private final Consumer<String> complaints;
    private final LineSplitter lines = new LineSplitter(this::showLine);
    private final byte[] block = new byte[BLOCK];
    private volatile byte[] name = {};
    private boolean named;
    private boolean unreadable;

    /**
     * @param reader at the position of the first byte to print
     * @param complaints receives the reason if the log cannot be read
     */
    PrintedLog(
            LogPaths place,
            LogReader reader,
            InterleavedOutput screen,
            Consumer<String> complaints) {
        this.complaints = complaints;
        this.place = place;
        this.reader = reader;
        this.screen = screen;
    }

    /** Sets the text before each line from now on; empty to print the bytes unchanged. */
    void setName(String text) {
        name = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Path> files() {
        return List.of(place.live(), place.state());
    }

    @Override
    public boolean show() throws IOException {
        int read = read();
        if (read == 0) {
            return false;
        }
        named |= name.length > 0;
        if (named) {
            lines.write(0, block, 0, read);
        } else {
            screen.show(this, ByteBuffer.wrap(block, 0, read));
        }
        return true;
    }

    private void showLine(LineSplitter.Piece line) throws IOException {
        screen.show(this, name, line.bytes());
    }

    /** Reads the next bytes; a log that cannot be read does not end the others. */
    private int read() {
        try {
            return reader.read(block);
        } catch (IOException e) {
            if (!unreadable) {
                unreadable = true;
                complaints.accept("cannot show " + place.live() + ": " + Failure.reason(e));
            }
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        lines.flush();
        reader.close();
    }
}
