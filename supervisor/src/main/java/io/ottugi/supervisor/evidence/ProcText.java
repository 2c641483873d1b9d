package io.ottugi.supervisor.evidence;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Files below {@code /proc/PID}, proc(5), as text of bounded size. */
final class ProcText {
    private static final int MOST = 1 << 18;

    private ProcText() {}

    /** Empty when the process is gone, or is not ours to look at. */
    static String of(long pid, String name) {
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/" + name)) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
