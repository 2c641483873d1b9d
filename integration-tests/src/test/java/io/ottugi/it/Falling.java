package io.ottugi.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that falls in the way that it is told; the JDK is all it needs. */
final class Falling {
    private static final int MEGABYTE = 1 << 20;

    private Falling() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "heap" -> fillHeap();
            case "thread" -> fillHeapInAThread();
            case "direct" -> fillDirectMemory();
            case "port" -> listen(Integer.parseInt(arguments[1]));
            case "serve" -> serve(Path.of(arguments[1]));
            case "throw" -> fail(System.getenv("DB_PASSWORD"));
            default -> await();
        }
    }

    private static void await() throws InterruptedException {
        System.out.println("waiting");
        Thread.currentThread().join();
    }

    private static void fillHeapInAThread() throws InterruptedException {
        new Thread(Falling::fillHeap).start();
        await();
    }

    private static void fillHeap() {
        List<byte[]> all = new ArrayList<>();
        while (all.size() < MEGABYTE) {
            all.add(new byte[MEGABYTE]);
        }
    }

    private static void fillDirectMemory() {
        List<ByteBuffer> all = new ArrayList<>();
        while (all.size() < MEGABYTE) {
            all.add(ByteBuffer.allocateDirect(MEGABYTE));
        }
    }

    /** In the words of Spring Boot. */
    private static void listen(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("listening on " + socket.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException("Port " + port + " was already in use", e);
        }
    }

    /** On a port of its own, which it writes down; then on that which is written down. */
    private static void serve(Path note) throws IOException, InterruptedException {
        boolean first = !Files.exists(note);
        int port = first ? 0 : Integer.parseInt(Files.readString(note));
        System.out.println("serving on http://127.0.0.1:" + port + "/");
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Path part = note.resolveSibling("part");
            Files.writeString(part, Integer.toString(socket.getLocalPort()));
            Files.move(part, note);
            await();
        }
    }

    private static void fail(String password) {
        try {
            throw new IOException("access denied for shop:" + password);
        } catch (IOException e) {
            throw new IllegalStateException("no database", e);
        }
    }
}
