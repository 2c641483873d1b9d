package io.ottugi.supervisor.proc;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Files below {@code /proc/PID}, proc(5), as text of bounded size. */
public final class ProcText {
    private static final int MOST = 1 << 18;

    /** What the kernel reads in the memory of the process, or under its lock. */
    private static final Set<String> OF_MEMORY = Set.of("cmdline", "smaps_rollup");

    private ProcText() {}

    /** Empty when the process is gone, or is not ours to look at. */
    public static String of(long pid, String name) {
        boolean ofMemory = OF_MEMORY.contains(name);
        return ofMemory ? MemoryReads.PROC.one(pid, p -> read(p, name), "") : read(pid, name);
    }

    private static String read(long pid, String name) {
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + name)) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
