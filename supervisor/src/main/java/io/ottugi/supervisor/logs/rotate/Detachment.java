package io.ottugi.supervisor.logs.rotate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A worker whose open log file no longer has its name. It cannot be made to open another file.
 *
 * @param why {@code deleted}, {@code moved} or {@code replaced}
 * @param sentence that says what this means and what to do
 */
record Detachment(String why, String sentence) {
    private static final String DELETED = " (deleted)";

    /**
     * @param named true if another file has the name now
     * @param opened the file that the process writes to, as the kernel names it
     */
    static Detachment of(String worker, Path file, long pid, boolean named, String opened) {
        boolean deleted = opened.isEmpty() || opened.endsWith(DELETED);
        String where = deleted ? "the deleted file" : opened;
        if (named) {
            return new Detachment(
                    "replaced",
                    file
                            + " was replaced by another file; pid "
                            + pid
                            + " goes on writing to "
                            + (deleted ? "the old one, which has no name any more," : where)
                            + until(worker));
        }
        String what = deleted ? " was deleted" : " was moved to " + opened;
        String writes = "; pid " + pid + " goes on writing to " + (deleted ? where : "it");
        return new Detachment(deleted ? "deleted" : "moved", file + what + writes + until(worker));
    }

    /** Returns the path that a process writes to; empty if it is not known. */
    static String opened(long pid, int descriptor) {
        try {
            return Files.readSymbolicLink(FileFacts.link(pid, descriptor)).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String until(String worker) {
        return " until it is started again: ottugi restart " + worker;
    }
}
