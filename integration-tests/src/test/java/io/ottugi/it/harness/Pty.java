package io.ottugi.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A pseudo-terminal whose master the test holds: it sees the screen, types keys, and hangs up by
 * closing it, as a terminal window or a broken connection does. Programs get onto it by {@link
 * Program#on}. A small thread keeps reading, so that no program ever blocks on a full screen.
 */
public final class Pty implements AutoCloseable {
    private static final int OPEN = Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
    private static final int READ_EVERY_MS = 10;

    private final int master;
    private final String name;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread reader;

    private Pty(int master, String name) {
        this.master = master;
        this.name = name;
        this.reader = new Thread(this::readOn, "reader of " + name);
    }

    public static Pty open() {
        int master = checked("posix_openpt", Libc.C.posix_openpt(OPEN));
        checked("grantpt", Libc.C.grantpt(master));
        checked("unlockpt", Libc.C.unlockpt(master));
        byte[] name = new byte[64];
        if (Libc.C.ptsname_r(master, name, name.length) != 0) {
            throw new AssertionError("ptsname_r failed");
        }
        String text = new String(name, UTF_8);
        Pty pty = new Pty(master, text.substring(0, text.indexOf('\0')));
        pty.reader.setDaemon(true);
        pty.reader.start();
        return pty;
    }

    /** The slave's path, such as {@code /dev/pts/3}. */
    public String name() {
        return name;
    }

    /** All that was ever written on it, echoed keys included. */
    public String screen() {
        synchronized (screen) {
            return screen.toString(UTF_8).replace("\r\n", "\n");
        }
    }

    public void type(String keys) {
        byte[] bytes = keys.getBytes(UTF_8);
        long written = Libc.C.write(master, bytes, bytes.length);
        if (written != bytes.length) {
            throw new AssertionError("typed " + written + " of " + bytes.length + " bytes");
        }
    }

    /** Types the key that interrupts, control-C. */
    public void interrupt() {
        type("\003");
    }

    public void awaitOnScreen(String text) {
        Await.value("'" + text + "' on the terminal", this::screen, now -> now.contains(text));
    }

    /** Closes the master: the kernel sends SIGHUP and every later use of the terminal fails. */
    public void hangUp() {
        if (closing.getCount() == 0) {
            return;
        }
        closing.countDown();
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        checked("close", Libc.C.close(master));
    }

    @Override
    public void close() {
        hangUp();
    }

    private void readOn() {
        byte[] bytes = new byte[4096];
        try {
            while (!closing.await(READ_EVERY_MS, TimeUnit.MILLISECONDS)) {
                readAllThereIs(bytes);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAllThereIs(byte[] bytes) {
        for (long n = read(bytes); n > 0; n = read(bytes)) {
            synchronized (screen) {
                screen.write(bytes, 0, (int) n);
            }
        }
    }

    /** Nothing there and nobody there (EAGAIN, EIO) are both answered by looking again later. */
    private long read(byte[] bytes) {
        return Libc.C.read(master, bytes, bytes.length);
    }

    private static int checked(String call, int result) {
        if (result < 0) {
            throw new AssertionError(call + ": errno " + Libc.errno());
        }
        return result;
    }
}
