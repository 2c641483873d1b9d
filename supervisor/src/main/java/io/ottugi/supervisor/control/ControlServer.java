package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.LastingThread;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Listens on the control socket: one thread, which never waits for a client. Requests go to the
 * loop's inbox, replies come back from there.
 */
public final class ControlServer {
    private static final JsonObject TOO_MANY =
            Protocol.refusal(
                    ExitCode.TEMPORARY, "too many clients talk to the supervisor; ask again");

    private final Path socket;
    private final Requests requests;
    private final Selector selector;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Limits limits;
    private final Clients clients;
    private final Allowance allowance;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Thread thread = LastingThread.of("ottugi-control", this::run);
    private @Nullable ServerSocketChannel server;
    private boolean retired;
    private volatile boolean closing;
    private volatile boolean isSocketOurs = true;
    private volatile long closedBy;

    /** Takes requests; called on the server's thread, so it must not wait. */
    public interface Requests {
        void take(JsonObject request, Peer peer, Replies replies);
    }

    private interface Task {
        void run() throws IOException;
    }

    /** Binds the socket; what a killed supervisor left of it is removed. */
    public static ControlServer open(Path socket, Requests requests) throws IOException {
        return open(socket, requests, Limits.DEFAULT);
    }

    static ControlServer open(Path socket, Requests requests, Limits limits) throws IOException {
        ControlServer server = new ControlServer(socket, requests, limits);
        server.bind();
        server.thread.setDaemon(true);
        server.thread.start();
        return server;
    }

    private ControlServer(Path socket, Requests requests, Limits limits) throws IOException {
        this.socket = socket;
        this.requests = requests;
        this.limits = limits;
        this.allowance = new Allowance(limits.pending());
        this.selector = Selector.open();
        this.clients = new Clients(selector, limits);
    }

    /**
     * Makes the socket again if somebody has swept it away.
     *
     * @param prepare makes its directory
     */
    public void heal(Runnable prepare) {
        tasks.add(
                () -> {
                    if (!retired
                            && isSocketOurs
                            && !Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
                        prepare.run();
                        bind();
                    }
                });
        selector.wakeup();
    }

    /**
     * Takes the socket away, so that nobody else comes; whoever is there is still answered. Returns
     * when that is done: only then another supervisor may bind its socket at the same place. Where
     * it takes too long, the socket's file is left to the successor, which replaces it.
     */
    public void retire() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        tasks.add(
                () -> {
                    retired = true;
                    try {
                        unbind();
                    } finally {
                        done.countDown();
                    }
                });
        selector.wakeup();
        if (!done.await(limits.farewell().toNanos(), TimeUnit.NANOSECONDS)) {
            leaveSocket();
        }
    }

    /** Deletes no socket from now on: the one at that path is, or may become, another's. */
    public void leaveSocket() {
        isSocketOurs = false;
    }

    /**
     * Binds the socket anew after {@link #leaveSocket}: whoever had it is gone.
     *
     * @param prepare makes its directory
     */
    public void retakeSocket(Runnable prepare) {
        tasks.add(
                () -> {
                    if (!retired) {
                        isSocketOurs = true;
                        prepare.run();
                        bind();
                    }
                });
        selector.wakeup();
    }

    /** Sends the replies that are under way, for a moment to who does not take them, and goes. */
    public void close() throws InterruptedException {
        closedBy = System.nanoTime() + limits.farewell().toNanos();
        closing = true;
        selector.wakeup();
        thread.join();
    }

    private void unbind() throws IOException {
        if (server != null) {
            server.close();
        }
        if (isSocketOurs) {
            Files.deleteIfExists(socket);
        }
    }

    private void bind() throws IOException {
        unbind();
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), limits.connections());
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    private void run() {
        while (!closing || !tasks.isEmpty() || isAnyReplying()) {
            try {
                selector.select(this::ready, millisUntilDue());
                runTasks();
                clients.due().forEach(c -> attempt(c, c::due));
            } catch (Throwable e) {
                // One bad moment, such as no descriptors left, must not take the socket away.
                LockSupport.parkNanos(1_000_000);
            }
        }
        closeAll();
    }

    /** Whether somebody is still to take replies; no longer than the farewell allows. */
    private boolean isAnyReplying() {
        return clients.isAnyReplying() && System.nanoTime() - closedBy < 0;
    }

    private long millisUntilDue() {
        long due = clients.millisUntilDue();
        long farewell = TimeUnit.NANOSECONDS.toMillis(closedBy - System.nanoTime()) + 1;
        return !closing ? due : Math.max(1, due == 0 ? farewell : Math.min(due, farewell));
    }

    private void runTasks() throws IOException {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            attempt(connection, () -> serve(connection, key));
        } else {
            accept((ServerSocketChannel) key.channel());
        }
    }

    private void serve(Connection connection, SelectionKey key) throws IOException {
        if (key.isWritable()) {
            connection.write();
        }
        if (key.isValid() && key.isReadable()) {
            read(connection);
        }
    }

    /** Whatever a client does wrong ends its connection, and nothing else. */
    private static void attempt(Connection connection, Task task) {
        try {
            task.run();
        } catch (Throwable e) {
            connection.close();
        }
    }

    private void accept(ServerSocketChannel from) {
        try {
            SocketChannel client = from.accept();
            if (client != null) {
                welcome(client);
            }
        } catch (IOException e) {
            // It has gone again, or there is no descriptor for it: it can try again.
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void welcome(SocketChannel client) throws IOException {
        Optional<Peer> peer = peer(client);
        if (peer.isEmpty()) {
            client.close();
            return;
        }
        client.configureBlocking(false);
        if (!makeRoom()) {
            client.write(encoded(TOO_MANY));
            client.close();
            return;
        }
        SelectionKey key = client.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(client, peer.get(), key, allowance.share(), limits));
    }

    /** When all places are taken, whoever has been silent for longest gives its own. */
    private boolean makeRoom() {
        if (!clients.isFull()) {
            return true;
        }
        Optional<Connection> silent = clients.mostSilent();
        silent.ifPresent(c -> refuse(c, TOO_MANY));
        return silent.isPresent();
    }

    /** SO_PEERCRED of unix(7): the owner of the supervisor, and root. */
    private static Optional<Peer> peer(SocketChannel client) throws IOException {
        String name = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        if (name.equals(OwnUser.name())) {
            return Optional.of(new Peer(OwnUser.id(), name));
        }
        return name.equals("root") ? Optional.of(new Peer(0, name)) : Optional.empty();
    }

    private void read(Connection connection) throws IOException {
        try {
            JsonObject request = connection.read(buffer);
            if (request != null) {
                requests.take(request, connection.peer(), new Answer(connection));
            }
        } catch (RequestLine.Refused e) {
            refuse(connection, e.reply());
        }
    }

    private static void refuse(Connection connection, JsonObject refusal) {
        attempt(
                connection,
                () -> {
                    connection.share().release();
                    connection.reply(encoded(refusal), true);
                });
    }

    private final class Answer implements Replies {
        private final Connection connection;

        Answer(Connection connection) {
            this.connection = connection;
        }

        @Override
        public boolean isOpen() {
            return connection.isOpen();
        }

        @Override
        public void part(JsonObject reply) {
            send(connection, encoded(reply), false);
        }

        @Override
        public void last(JsonObject reply) {
            send(connection, encoded(reply), true);
        }
    }

    // Encoded by whoever answers: as bytes a large reply takes a fraction of its memory.
    private static ByteBuffer encoded(JsonObject reply) {
        return StandardCharsets.UTF_8.encode(reply + "\n");
    }

    private void send(Connection connection, ByteBuffer reply, boolean last) {
        tasks.add(
                () -> {
                    connection.share().release();
                    attempt(connection, () -> connection.reply(reply, last));
                    clients.slowest().ifPresent(Connection::close);
                });
        selector.wakeup();
    }

    private void closeAll() {
        clients.all().forEach(Connection::close);
        try {
            if (!retired) {
                unbind();
            }
            selector.close();
        } catch (IOException e) {
            // The next supervisor removes what is left.
        }
    }
}
