package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.diagnosis.KernelLog;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.posix.PosixException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel said of processes that it ended, where we may read that: {@code /dev/kmsg}. Read
 * when somebody asks about a time that lies after the last reading, so that many falls at once cost
 * one reading.
 */
final class KernelMessages {
    private static final String DEVICE = "/dev/kmsg";
    private static final int EPIPE = 32;

    /** Larger than any record, by {@code PRINTK_MESSAGE_MAX} of the kernel. */
    private static final int LARGEST_RECORD = 8192;

    private static final long LONGEST_NANOS = 500_000_000;

    private final Posix posix;
    private List<KernelLog.Line> lines = List.of();
    private long readAt;
    private boolean read;

    KernelMessages(Posix posix) {
        this.posix = posix;
    }

    /**
     * Lines that name the process, said after it had begun.
     *
     * @param pid of the process
     * @param from monotonic nanoseconds, as are {@code to} and the kernel's own times nearly
     */
    List<KernelLog.Line> of(long pid, long from, long to) {
        if (!read || to - readAt >= 0) {
            readAt = System.nanoTime();
            read = true;
            lines = KernelLog.parse(records());
        }
        return lines.stream()
                .filter(line -> line.pid() == pid)
                .filter(line -> line.isWithin(from, to))
                .toList();
    }

    /** Every record that the kernel still has; none where it does not let us. */
    private List<String> records() {
        int descriptor;
        try {
            descriptor = posix.openForRead(DEVICE);
        } catch (PosixException e) {
            return List.of();
        }
        try {
            return records(descriptor);
        } finally {
            posix.close(descriptor);
        }
    }

    private List<String> records(int descriptor) {
        List<String> records = new ArrayList<>();
        byte[] record = new byte[LARGEST_RECORD];
        long end = System.nanoTime() + LONGEST_NANOS;
        while (System.nanoTime() - end < 0) {
            try {
                int length = posix.readNow(descriptor, record);
                if (length <= 0) {
                    return records;
                }
                records.add(new String(record, 0, length, StandardCharsets.ISO_8859_1));
            } catch (PosixException e) {
                // A record that was overwritten before we read it; the next read goes on behind it.
                if (e.errno() != EPIPE) {
                    return records;
                }
            }
        }
        return records;
    }
}
