package io.ottugi.it.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes numbered lines of 100 bytes to standard output as fast as they are taken, 8 KiB at a time,
 * and then notes how long each of its writes took. The lines are the same each time. It says when
 * it is there and begins when it is told, so that nobody's start is measured; and it stays until it
 * is killed, so that its own processor time is nobody's yet while others' is read.
 */
final class LineWriter {
    static final int LINE = 100;

    private static final int BUFFER = 8192;
    private static final int DIGITS = 12;
    private static final int DIFFERENT_LINES = 4096;

    private static final int LOOK_EVERY_MS = 10;

    private LineWriter() {}

    /** The file by which it says that it is there. */
    static Path ready(Path notes) {
        return notes.resolveSibling(notes.getFileName() + ".ready");
    }

    /** The file by which it is told to begin. */
    static Path go(Path notes) {
        return notes.resolveSibling(notes.getFileName() + ".go");
    }

    /**
     * @param arguments the file for its notes, and how many lines
     */
    public static void main(String[] arguments) throws Exception {
        Path notes = Path.of(arguments[0]);
        CountDownLatch never = new CountDownLatch(1);
        long lines = Long.parseLong(arguments[1]);
        byte[][] texts = texts();
        TimedOutput timed = new TimedOutput((int) (lines / (BUFFER / LINE) + 2));
        Files.createFile(ready(notes));
        while (!Files.exists(go(notes))) {
            never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
        long begin = System.nanoTime();
        try (OutputStream out = new BufferedOutputStream(timed, BUFFER)) {
            for (long n = 0; n < lines; n++) {
                byte[] text = texts[(int) (n % DIFFERENT_LINES)];
                number(text, n);
                out.write(text);
            }
        }
        note(notes, System.nanoTime() - begin, timed);
        never.await();
    }

    private static byte[][] texts() {
        Random random = new Random(1);
        byte[][] texts = new byte[DIFFERENT_LINES][];
        for (int i = 0; i < texts.length; i++) {
            StringBuilder text = new StringBuilder("0".repeat(DIGITS) + " request ");
            while (text.length() < LINE - 1) {
                text.append(Long.toString(random.nextLong() >>> 1, 36)).append(' ');
            }
            texts[i] = (text.substring(0, LINE - 1) + "\n").getBytes(US_ASCII);
        }
        return texts;
    }

    private static void number(byte[] text, long number) {
        long rest = number;
        for (int i = DIGITS - 1; i >= 0; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static void note(Path file, long nanos, TimedOutput timed) throws IOException {
        StringBuilder text = new StringBuilder("all " + nanos + "\n");
        for (int i = 0; i < timed.count; i++) {
            text.append(timed.millis[i]).append(' ').append(timed.nanos[i]).append('\n');
        }
        Path whole = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Standard output, with the time at which each write began (Unix, ms) and what it took. */
    private static final class TimedOutput extends OutputStream {
        private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        private final long[] millis;
        private final long[] nanos;
        private int count;

        TimedOutput(int most) {
            millis = new long[most];
            nanos = new long[most];
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long at = System.currentTimeMillis();
            long begin = System.nanoTime();
            out.write(bytes, offset, length);
            millis[count] = at;
            nanos[count++] = System.nanoTime() - begin;
        }
    }
}
