package io.ottugi.supervisor.runtime.loop;

import io.ottugi.supervisor.failure.Failure;
import java.util.function.Supplier;

/** Runs steps that must not keep the steps after them from happening, whatever they throw. */
public final class Guarded {
    private final Journal journal;

    public Guarded(Journal journal) {
        this.journal = journal;
    }

    public void run(Runnable step) {
        get(
                () -> {
                    step.run();
                    return true;
                },
                false);
    }

    /** Returns the second value where the first cannot be had. */
    public <T> T get(Supplier<T> step, T otherwise) {
        try {
            return step.get();
        } catch (Throwable e) {
            note(e);
            return otherwise;
        }
    }

    /** Writes down what was thrown, if that can be done. */
    public void note(Throwable thrown) {
        try {
            journal.note(Failure.mistake(thrown) + "; going on");
        } catch (Throwable notWritten) {
            thrown.addSuppressed(notWritten);
        }
    }
}
