package io.ottugi.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time of a process, in user mode and in the kernel together.
 *
 * @param own in seconds
 * @param ended that of its children that ended and of theirs, in seconds
 */
record CpuTime(double own, double ended) {
    /** Of utime in what follows the command's name in /proc/PID/stat; see proc(5). */
    private static final int UTIME = 11;

    /** USER_HZ, which is 100 wherever there is a JVM. */
    private static final double TICKS_PER_SECOND = 100;

    static CpuTime of(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return new CpuTime(seconds(fields, UTIME), seconds(fields, UTIME + 2));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(own - before.own, ended - before.ended);
    }

    private static double seconds(String[] fields, int first) {
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]))
                / TICKS_PER_SECOND;
    }
}
