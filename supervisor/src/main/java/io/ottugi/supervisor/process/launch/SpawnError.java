package io.ottugi.supervisor.process.launch;

import java.io.IOException;

/** Reads the JDK's message for a process that could not be made. */
final class SpawnError {
    private SpawnError() {}

    /**
     * The part that is of use to an operator. The JDK says {@code Cannot run program "setsid" (in
     * directory "/"): error=11, Resource temporarily unavailable} or, from 24 on, {@code … error:
     * 11 (Resource temporarily unavailable)} and lines of advice; the program in it is ours.
     */
    static String describe(IOException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("").trim();
        return "no new process: " + reason(line);
    }

    private static String reason(String line) {
        int number = Math.max(line.indexOf("error="), line.indexOf("error: "));
        if (number < 0) {
            return line;
        }
        int open = line.indexOf('(', number);
        int close = line.lastIndexOf(')');
        if (open >= 0 && close > open) {
            return line.substring(open + 1, close);
        }
        return line.substring(line.indexOf(' ', number) + 1);
    }
}
