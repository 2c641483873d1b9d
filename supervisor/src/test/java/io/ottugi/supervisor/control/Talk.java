package io.ottugi.supervisor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A client that says and hears bytes, as any program might. */
final class Talk implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final SocketChannel channel;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean over;

    Talk(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        channel.configureBlocking(false);
    }

    /** Says it as far as the server takes it. */
    Talk say(String text) throws IOException {
        return say(text.getBytes(UTF_8));
    }

    Talk say(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Awaitility.await("all said")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> hasSaid(buffer));
        return this;
    }

    private boolean hasSaid(ByteBuffer buffer) {
        try {
            channel.write(buffer);
        } catch (IOException e) {
            // Cut off; what was answered can still be read.
            return true;
        }
        return !buffer.hasRemaining();
    }

    /** Says no more, but listens. */
    Talk finish() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** Everything until the server closes. */
    String all() {
        return until("the end", () -> over);
    }

    /** What was heard until the end, while one space after the other is said. */
    String dribbleUntilTheEnd() {
        return until("the end", () -> hasSaid(ByteBuffer.wrap(new byte[] {' '})) && over);
    }

    /** What was heard once there is a whole line. */
    String line() {
        return until("a line", () -> heard.toString(UTF_8).contains("\n"));
    }

    private String until(String what, BooleanSupplier enough) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(
                        () -> {
                            hear();
                            return enough.getAsBoolean();
                        });
        return heard.toString(UTF_8);
    }

    private void hear() {
        ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        try {
            int read = channel.read(buffer);
            while (read > 0) {
                heard.write(buffer.array(), 0, read);
                buffer.clear();
                read = channel.read(buffer);
            }
            over |= read < 0;
        } catch (IOException e) {
            over = true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
