package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Listens on the control socket: one thread, which never waits for a client. Requests go to the
 * loop's inbox, replies come back from there.
 */
public final class ControlServer {
    private static final int MOST_CONNECTIONS = 64;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path socket;
    private final Requests requests;
    private final Selector selector;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "ottugi-control");
    private @Nullable ServerSocketChannel server;
    private volatile boolean closing;

    /** Takes requests; called on the server's thread, so it must not wait. */
    public interface Requests {
        /**
         * @param reply takes the one reply, on any thread, at any time
         */
        void take(JsonObject request, Consumer<JsonObject> reply);
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Binds the socket; what a killed supervisor left of it is removed. */
    public static ControlServer open(Path socket, Requests requests) throws IOException {
        ControlServer server = new ControlServer(socket, requests);
        server.bind();
        server.thread.setDaemon(true);
        server.thread.start();
        return server;
    }

    private ControlServer(Path socket, Requests requests) throws IOException {
        this.socket = socket;
        this.requests = requests;
        this.selector = Selector.open();
    }

    /**
     * Makes the socket again if somebody has swept it away.
     *
     * @param prepare makes its directory
     */
    public void heal(Runnable prepare) {
        tasks.add(
                () -> {
                    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
                        prepare.run();
                        bind();
                    }
                });
        selector.wakeup();
    }

    /** Sends the replies that are under way, and goes. */
    public void close() throws InterruptedException {
        closing = true;
        selector.wakeup();
        thread.join();
    }

    private void bind() throws IOException {
        if (server != null) {
            server.close();
        }
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    private void run() {
        while (!closing || hasReplies()) {
            try {
                selector.select(this::ready, untilDeadline());
                runTasks();
                dropLate();
            } catch (IOException | RuntimeException e) {
                // One bad moment, such as no descriptors left, must not take the socket away.
                LockSupport.parkNanos(1_000_000);
            }
        }
        closeAll();
    }

    private void runTasks() throws IOException {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (!key.isValid()) {
                return;
            }
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (key.isReadable()) {
                read((Connection) key.attachment());
            } else if (key.isWritable()) {
                ((Connection) key.attachment()).write();
            }
        } catch (IOException e) {
            drop(key);
        }
    }

    private void accept(ServerSocketChannel from) throws IOException {
        SocketChannel client = from.accept();
        if (client == null) {
            return;
        }
        if (connections().size() >= MOST_CONNECTIONS || !mayTalk(client)) {
            client.close();
            return;
        }
        client.configureBlocking(false);
        SelectionKey key = client.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(client, key, System.nanoTime() + PATIENCE_NANOS));
    }

    /** SO_PEERCRED of unix(7): the owner of the supervisor, and root. */
    private static boolean mayTalk(SocketChannel client) throws IOException {
        String peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        return peer.equals("root") || peer.equals(Files.getOwner(Path.of("/proc/self")).getName());
    }

    private void read(Connection connection) throws IOException {
        try {
            JsonObject request = connection.read();
            if (request != null) {
                requests.take(request, reply -> send(connection, reply));
            }
        } catch (BadJson e) {
            JsonObject refusal = new JsonObject();
            refusal.addProperty("error", e.getMessage());
            connection.reply(refusal);
        }
    }

    private void send(Connection connection, JsonObject reply) {
        tasks.add(
                () -> {
                    try {
                        connection.reply(reply);
                    } catch (IOException e) {
                        connection.close();
                    }
                });
        selector.wakeup();
    }

    private long untilDeadline() {
        long now = System.nanoTime();
        long least = Long.MAX_VALUE;
        for (SelectionKey key : connections()) {
            Connection connection = (Connection) key.attachment();
            if (connection.isTheClientsTurn()) {
                least = Math.min(least, connection.deadline() - now);
            }
        }
        // Zero would be for ever.
        return least == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(least) + 1);
    }

    private void dropLate() {
        long now = System.nanoTime();
        for (SelectionKey key : connections()) {
            Connection connection = (Connection) key.attachment();
            if (connection.isTheClientsTurn() && now - connection.deadline() >= 0) {
                drop(key);
            }
        }
    }

    private boolean hasReplies() {
        return !tasks.isEmpty()
                || connections().stream()
                        .anyMatch(key -> ((Connection) key.attachment()).isReplying());
    }

    private List<SelectionKey> connections() {
        List<SelectionKey> connections = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() != null) {
                connections.add(key);
            }
        }
        return connections;
    }

    private static void drop(SelectionKey key) {
        try {
            key.cancel();
            key.channel().close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    private void closeAll() {
        selector.keys().forEach(ControlServer::drop);
        try {
            Files.deleteIfExists(socket);
            selector.close();
        } catch (IOException e) {
            // The next supervisor removes what is left.
        }
    }
}
