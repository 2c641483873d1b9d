package io.ottugi.supervisor.lifecycle;

/** How a process ended, as {@code wait(2)} tells it; never more than is known. */
public sealed interface WaitStatus {
    /** It called {@code exit(code)}, {@code code} in 0 to 255. */
    record Exited(int code) implements WaitStatus {}

    /** It was ended by a signal, with or without a core dump. */
    record Signaled(int signal, boolean coreDumped) implements WaitStatus {}

    /**
     * The JDK's {@code exitValue()} above 128, on a kernel that tells no more: signal {@code value
     * - 128}, or {@code exit(value)}.
     */
    record Ambiguous(int value) implements WaitStatus {}

    /** It ended, and nobody can tell how. */
    record Unknown() implements WaitStatus {}

    /**
     * Decodes the raw status word of {@code wait(2)}, as the macros of {@code sys/wait.h} do.
     *
     * @param raw the status of a process that has ended
     */
    static WaitStatus ofRaw(int raw) {
        int signal = raw & 0x7f;
        return signal == 0
                ? new Exited((raw >> 8) & 0xff)
                : new Signaled(signal, (raw & 0x80) != 0);
    }

    /**
     * Makes the most of {@code Process.exitValue()}, which is 128 + signal for a killed process.
     *
     * @param value 0 to 255
     */
    static WaitStatus ofExitValue(int value) {
        return value > 128 && value <= 128 + 64 ? new Ambiguous(value) : new Exited(value);
    }
}
