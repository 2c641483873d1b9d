package io.ottugi.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ottugi.it.harness.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connection to the control socket that says and hears bytes. */
final class Wire implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Wire(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
    }

    Wire say(String text) throws IOException {
        return say(text.getBytes(UTF_8));
    }

    /** Says it as far as the supervisor listens. */
    Wire say(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Await.until("it is said", () -> isSaid(buffer));
        return this;
    }

    private boolean isSaid(ByteBuffer buffer) {
        try {
            channel.write(buffer);
            return !buffer.hasRemaining();
        } catch (IOException cutOff) {
            return true;
        }
    }

    /** Everything that is said until the supervisor closes. */
    String all() {
        Await.until("the end of the reply", this::isOver);
        return heard.toString(UTF_8);
    }

    private boolean isOver() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            int read = channel.read(buffer);
            while (read > 0) {
                heard.write(buffer.array(), 0, read);
                read = channel.read(buffer.clear());
            }
            return read < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
