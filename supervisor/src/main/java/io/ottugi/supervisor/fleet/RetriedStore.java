package io.ottugi.supervisor.fleet;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One thing that is stored on disk for the next supervisor. What cannot be stored, as on a full
 * disk, is tried again every two seconds.
 */
public final class RetriedStore {
    private static final long RETRY_NANOS = 2_000_000_000L;

    private final Supplier<Optional<String>> save;
    private final String storedAgain;
    private final Consumer<String> notes;
    private boolean changed;
    private Optional<String> notStored = Optional.empty();
    private long retryAt;

    /**
     * @param save stores the present state; returns a sentence if it could not
     * @param storedAgain the sentence for people when a later try succeeds
     * @param notes takes sentences for people
     */
    public RetriedStore(
            Supplier<Optional<String>> save, String storedAgain, Consumer<String> notes) {
        this.save = save;
        this.storedAgain = storedAgain;
        this.notes = notes;
    }

    /** Marks the state as other than what is stored. */
    public void changed() {
        changed = true;
    }

    /**
     * Stores the state if it has changed.
     *
     * @param now monotonic nanoseconds
     * @return a sentence if the next supervisor would not know it all
     */
    public Optional<String> store(long now) {
        if (changed) {
            save(now);
        }
        return notStored;
    }

    /** Stores a change that no request has stored, and what failed when it is time again. */
    public void storeLate(long now) {
        if (changed && (notStored.isEmpty() || now - retryAt >= 0)) {
            save(now);
        }
    }

    /**
     * Returns the moment of the next try, monotonic nanoseconds; {@link Long#MAX_VALUE} for never.
     */
    public long wakeAt() {
        return notStored.isEmpty() ? Long.MAX_VALUE : retryAt;
    }

    /** Returns a sentence that says what is not stored and why; empty if all is. */
    public Optional<String> notStored() {
        return notStored;
    }

    private void save(long now) {
        Optional<String> before = notStored;
        notStored = save.get();
        changed = notStored.isPresent();
        if (notStored.isEmpty()) {
            before.ifPresent(gone -> notes.accept(storedAgain));
            return;
        }
        retryAt = now + RETRY_NANOS;
        if (!notStored.equals(before)) {
            notStored.ifPresent(notes);
        }
    }
}
