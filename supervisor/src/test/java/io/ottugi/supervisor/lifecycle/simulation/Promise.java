package io.ottugi.supervisor.lifecycle.simulation;

import org.jspecify.annotations.Nullable;

/** Something that the documentation says always or never happens. Made anew for each seed. */
interface Promise {
    /**
     * Looks at one step.
     *
     * @throws Broken when it does not hold at this moment
     */
    void check(Moment moment);

    default String title() {
        return getClass().getSimpleName();
    }

    /** Fails the simulation unless it holds; the message is made only then. */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation is not among our dependencies
    static void require(boolean holds, String otherwise, @Nullable Object... details) {
        if (!holds) {
            throw new Broken(otherwise.formatted(details));
        }
    }

    /** A promise that was not kept. */
    final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String message) {
            super(message);
        }
    }
}
