package io.ottugi.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a finished command left: its exit code (128 + signal for a killed one) and its output. */
public record Result(String commandLine, int exit, String out, String err) {
    public Result expect(int code) {
        assertEquals(code, exit, () -> "exit code of " + this);
        return this;
    }

    /** The error is one line for people: no stack trace, and it says what the caller names. */
    public Result complains(String... fragments) {
        assertEquals(1, err.lines().count(), () -> "lines of complaint of " + this);
        for (String fragment : fragments) {
            assertTrue(err.contains(fragment), () -> "'" + fragment + "' is not said by " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return "$ %s%n[exit %d]%n%s%s".formatted(commandLine, exit, out, err);
    }
}
