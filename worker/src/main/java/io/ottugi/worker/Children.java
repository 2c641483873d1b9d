package io.ottugi.worker;

import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * Starts processes of the worker, which keep its standard output and error open as real ones do.
 */
final class Children {
    private static final File NULL = new File("/dev/null");

    private Children() {}

    static Process start(List<String> command) throws Refusal {
        try {
            return new ProcessBuilder(command).inheritIO().redirectInput(NULL).start();
        } catch (IOException e) {
            throw new Refusal(
                    Refusal.OS_ERROR,
                    "cannot start '" + command.get(0) + "': " + Complaints.reason(e));
        }
    }
}
