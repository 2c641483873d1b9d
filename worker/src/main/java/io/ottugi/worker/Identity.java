package io.ottugi.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who this process is, as the kernel sees it. {@code ProcessHandle} would tell the pid too, for
 * about 20 ms of CPU time at start-up; the owner of /proc/self would tell the user, but is root for
 * a java binary with file capabilities.
 *
 * @param uid the user to whom a file that this process creates belongs
 */
record Identity(long pid, int uid) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** The column of the fsuid in "Uid: real effective saved filesystem". */
    private static final int FILESYSTEM_UID = 3;

    static Identity ofThisProcess() throws Refusal {
        try {
            return parse(new String(Files.readAllBytes(STATUS), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.UNAVAILABLE,
                    "cannot read " + STATUS + ": " + Complaints.reason(e) + ": mount /proc");
        }
    }

    /** Reads the "Pid:" and "Uid:" lines of proc(5)'s status. */
    static Identity parse(String status) {
        return new Identity(
                field(status, "\nPid:", 0), (int) field(status, "\nUid:", FILESYSTEM_UID));
    }

    private static long field(String status, String label, int column) {
        int start = status.indexOf(label) + label.length();
        for (int i = 0; i <= column; i++) {
            start = status.indexOf('\t', start) + 1;
        }
        int end = start;
        while (Character.isDigit(status.charAt(end))) {
            end++;
        }
        return Text.digits(status.substring(start, end));
    }
}
