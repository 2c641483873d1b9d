package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The resident memory of a process, in KiB.
 *
 * @param pss each page divided among those who share it, as {@code smaps_rollup} has it
 * @param alone the same if no other JVM ran: the pages of the JDK's and the distribution's files
 *     count whole, which the benchmark's own JVM would else take its part of
 * @param own what would be free without it
 */
record Memory(long pss, long alone, long own, long resident) {
    private static final double KIB_PER_MIB = 1024;

    static Memory of(long pid) {
        long pss = 0;
        long alone = 0;
        long own = 0;
        long resident = 0;
        boolean ours = false;
        for (String line : lines(pid)) {
            if (!line.contains(": ") || line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                ours = isOfAJvm(line);
            }
            pss += kib(line, "Pss:");
            alone += kib(line, ours ? "Rss:" : "Pss:");
            own += kib(line, "Private_Clean:") + kib(line, "Private_Dirty:");
            resident += kib(line, "Rss:");
        }
        return new Memory(pss, alone, own, resident);
    }

    double aloneMib() {
        return alone / KIB_PER_MIB;
    }

    /** As a table has it, in MiB. */
    List<String> cells() {
        List<String> cells = new ArrayList<>();
        for (long kib : new long[] {alone, pss, own, resident}) {
            cells.add(String.format(Locale.ROOT, "%.1f", kib / KIB_PER_MIB));
        }
        return cells;
    }

    private static boolean isOfAJvm(String mapping) {
        return mapping.contains(" " + System.getProperty("java.home") + "/")
                || mapping.contains(" " + Sandbox.distribution() + "/");
    }

    private static long kib(String line, String field) {
        if (!line.startsWith(field)) {
            return 0;
        }
        return Long.parseLong(line.substring(field.length()).replace("kB", "").trim());
    }

    private static List<String> lines(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
