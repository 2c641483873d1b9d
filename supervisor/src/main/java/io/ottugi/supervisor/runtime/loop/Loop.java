package io.ottugi.supervisor.runtime.loop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The turns of the one loop. A turn takes messages, wakes what is due and then looks once at what
 * follows for others. Each part has a bounded time, whatever waits: what is left is for the next
 * turn. A command ends its part of a turn, so that what it asks for is set in motion before the
 * next command is read.
 */
public final class Loop {
    /** For each part of a turn; one message or one wake-up is handled in any case. */
    static final long PART_NANOS = 5_000_000;

    private final Inbox inbox;
    private final Clock clock;
    private final Part part;

    /** What is due at some time. */
    public interface Timed {
        /** When that is, monotonic nanoseconds, or {@link Long#MAX_VALUE} for never. */
        long wakeAt();

        /** Looks at what is due. */
        void wake();
    }

    /** What the loop is for. */
    public interface Part {
        void handle(Message message);

        Collection<? extends Timed> timed();

        /** When the rest must be looked at, monotonic nanoseconds, or {@link Long#MAX_VALUE}. */
        long wakeAt();

        /** Sees to what follows for others from what happened to one. */
        void lookAround();

        /** Takes what was thrown by one of the others; it does not end the loop. */
        void failed(Throwable e);
    }

    public Loop(Inbox inbox, Clock clock, Part part) {
        this.inbox = inbox;
        this.clock = clock;
        this.part = part;
    }

    /** Waits until there is something to do, and does it for a bounded time. */
    public void turn() throws InterruptedException {
        AtomicLong wait = new AtomicLong(PART_NANOS);
        survive(found -> found.set(untilWake()), wait);
        Message message = inbox.take(wait.get());
        long end = clock.nanos() + PART_NANOS;
        while (message != null) {
            survive(part::handle, message);
            boolean goOn = !message.isCommand() && clock.nanos() - end < 0;
            message = goOn ? inbox.take(0) : null;
        }
        wakeDue();
        look();
    }

    /** Looks around without waiting for anything. */
    public void look() {
        survive(Part::lookAround, part);
    }

    /** The longest overdue first. */
    private void wakeDue() {
        long now = clock.nanos();
        List<Timed> due = new ArrayList<>();
        for (Timed one : part.timed()) {
            if (until(one.wakeAt(), now) == 0) {
                due.add(one);
            }
        }
        due.sort(Comparator.comparingLong(one -> one.wakeAt() - now));
        for (Timed one : due) {
            survive(Timed::wake, one);
            if (clock.nanos() - now >= PART_NANOS) {
                return;
            }
        }
    }

    private long untilWake() {
        long now = clock.nanos();
        long wait = until(part.wakeAt(), now);
        for (Timed one : part.timed()) {
            wait = Math.min(wait, until(one.wakeAt(), now));
        }
        return wait;
    }

    private static long until(long at, long now) {
        return at == Long.MAX_VALUE ? at : Math.max(0, at - now);
    }

    public <T> void survive(Consumer<T> action, T argument) {
        @Nullable Throwable thrown = null;
        try {
            action.accept(argument);
        } catch (Throwable e) {
            thrown = e;
        }
        if (thrown != null) {
            part.failed(thrown);
        }
    }
}
