package io.ottugi.supervisor.process;

import java.io.IOException;

/** Reads the JDK's message for a process that could not be made. */
final class SpawnError {
    private SpawnError() {}

    /**
     * The part that is of use to an operator: the JDK says {@code Cannot run program "setsid" (in
     * directory "/"): error=11, Resource temporarily unavailable}, of which the program is ours.
     */
    static String describe(IOException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("error=");
        String reason = at < 0 ? message : message.substring(message.indexOf(' ', at) + 1);
        return "no new process: " + reason;
    }
}
