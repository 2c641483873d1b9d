package io.ottugi.supervisor.runtime.loop;

import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of day of what happened to one worker, taken when it happened: they stay as they are
 * when the machine sleeps or its clock is set.
 */
public final class WallTimes {
    private final Clock clock;
    private long sinceNanos;
    private Instant since;
    private long begunNanos;
    private Instant begun;
    private int falls;
    private Instant falling;
    private @Nullable Fall fall;
    private Instant fell;

    public WallTimes(Clock clock, Snapshot snapshot) {
        this.clock = clock;
        this.sinceNanos = sinceNanos(snapshot);
        this.since = clock.at(sinceNanos);
        this.begunNanos = snapshot.run().startedAt();
        this.begun = clock.at(begunNanos);
        this.fell = since;
        this.falling = since;
    }

    /** Notes what is new in a snapshot, right after it was made. */
    public void note(Snapshot snapshot) {
        long nanos = sinceNanos(snapshot);
        if (nanos != sinceNanos) {
            sinceNanos = nanos;
            since = clock.at(nanos);
        }
        if (snapshot.run().startedAt() != begunNanos) {
            begunNanos = snapshot.run().startedAt();
            begun = clock.at(begunNanos);
        }
        Fall last = snapshot.lastFall();
        if (last != null && !last.equals(fall)) {
            fall = last;
            fell = clock.at(last.at());
        }
        if (falls == 0 && snapshot.falls() > 0) {
            falling = fell;
        }
        falls = snapshot.falls();
    }

    /** When the present state began; of an adopted worker that runs, when it was started. */
    public Instant since() {
        return since;
    }

    /** When the newest generation was started; of no meaning before there was one. */
    public Instant begun() {
        return begun;
    }

    /** When the first of its falls in a row was; of no meaning while there are none. */
    public Instant falling() {
        return falling;
    }

    /** When the last fall was; of no meaning before there was one. */
    public Instant fell() {
        return fell;
    }

    private static long sinceNanos(Snapshot snapshot) {
        return snapshot.run().adopted() && snapshot.state() == State.RUNNING
                ? snapshot.run().startedAt()
                : snapshot.since();
    }
}
