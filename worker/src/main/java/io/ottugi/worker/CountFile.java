package io.ottugi.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The file of counts, appended to one whole line at a time. A write that fails (a full disk) is
 * reported once and tried again with the next line; a line of which the disk took only a part is
 * finished first, so that the file never holds two counts glued together.
 */
final class CountFile {
    private final WritableByteChannel channel;
    private final Outage outage;
    private final long lastCount;
    private ByteBuffer owed;

    CountFile(WritableByteChannel channel, String name, Tail found) {
        this.channel = channel;
        this.outage = new Outage(name, "it is tried again at each count");
        this.lastCount = found.count();
        this.owed = bytes(found.torn() ? "\n" : "");
    }

    static CountFile open(Path path, Identity self) throws Refusal {
        try {
            SafeFile safe = new SafeFile(path, self);
            FileChannel channel = safe.openForAppending();
            return new CountFile(channel, path.toString(), Tail.of(safe.lastBytes(Tail.LENGTH)));
        } catch (IOException e) {
            throw SafeFile.refusal(path, e);
        }
    }

    /** The last count that was in the file when it was opened, 0 where there was none. */
    long lastCount() {
        return lastCount;
    }

    void append(String line) {
        try {
            write(owed);
            owed = bytes(line);
            write(owed);
            outage.over();
        } catch (IOException e) {
            dropUnbegun();
            outage.begins(e);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** What the file has nothing of is not made up for: the count has moved on until then. */
    private void dropUnbegun() {
        if (owed.position() == 0 && owed.remaining() > 1) {
            owed = bytes("");
        }
    }

    private static ByteBuffer bytes(String line) {
        return ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
    }
}
