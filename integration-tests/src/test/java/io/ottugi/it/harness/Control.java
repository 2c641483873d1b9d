package io.ottugi.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The control socket, spoken to without the program: a look at the status that costs no JVM, since
 * tests look often. What the command itself prints is tested where the command is.
 */
final class Control {
    private static final String STATUS = "{\"version\":1,\"request\":\"status\"}\n";

    private Control() {}

    /** The status, unless nobody listens there. */
    static Optional<String> status(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(UTF_8.encode(STATUS));
            channel.configureBlocking(false);
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            Await.until("the reply on " + socket, () -> hasRead(channel, reply));
            return Optional.of(reply.toString(UTF_8)).filter(text -> !text.isBlank());
        } catch (IOException nobody) {
            return Optional.empty();
        }
    }

    /** Reads what there is; says whether that was the last of it. */
    private static boolean hasRead(SocketChannel channel, ByteArrayOutputStream reply)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        int read = channel.read(buffer);
        while (read > 0) {
            reply.write(buffer.array(), 0, read);
            read = channel.read(buffer.clear());
        }
        return read < 0;
    }
}
