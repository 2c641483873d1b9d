package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * One log on a screen: as it is, or line by line with a name. A worker writes to its file and knows
 * nothing of it, so that a closed terminal costs not a byte.
 */
final class ShownLog implements LogFollower.Source {
    private static final int BLOCK = 64 * 1024;

    private final LogPlace place;
    private final LogReader reader;
    private final Screen screen;
    private final Consumer<String> complaints;
    private final LineSplitter lines = new LineSplitter(this::showLine);
    private final byte[] block = new byte[BLOCK];
    private volatile byte[] name = {};
    private boolean named;
    private boolean unreadable;

    /**
     * @param reader stands where it begins
     * @param complaints takes why it cannot be shown
     */
    ShownLog(LogPlace place, LogReader reader, Screen screen, Consumer<String> complaints) {
        this.complaints = complaints;
        this.place = place;
        this.reader = reader;
        this.screen = screen;
    }

    /** What stands before each line from now on; nothing to show the bytes as they are. */
    void name(String text) {
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

    /** One that cannot be read takes nothing from the others. */
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
