package io.ottugi.it.harness;

import org.junit.jupiter.api.Assumptions;

/** Skips a test where the machine does not let it run, in a way nobody overlooks. */
public final class Skip {
    private Skip() {}

    /** Skips unless the condition holds; the reason says what is missing. */
    public static void unless(boolean possible, String reason) {
        if (!possible) {
            System.err.println("\n**** SKIPPED: " + reason + " ****\n");
            Assumptions.abort(reason);
        }
    }

    /** Skips for everybody but root. */
    public static void unlessRoot(String what) {
        unless(Libc.C.geteuid() == 0, what + " needs root");
    }
}
