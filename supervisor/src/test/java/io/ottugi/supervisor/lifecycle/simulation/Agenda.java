package io.ottugi.supervisor.lifecycle.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What will happen and when, in virtual nanoseconds that begin with 0. */
public final class Agenda {
    private record Entry(long at, long order, Runnable what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    private long time;
    private long order;

    public long time() {
        return time;
    }

    /** The past is not changed: what should have been earlier happens next. */
    public void at(long when, Runnable what) {
        entries.add(new Entry(Math.max(when, time), order++, what));
    }

    public void in(Duration wait, Runnable what) {
        at(time + wait.toNanos(), what);
    }

    public boolean hasEntryBefore(long end) {
        Entry head = entries.peek();
        return head != null && head.at() <= end;
    }

    /** Lets the next thing happen. */
    public void advance() {
        Entry head = entries.remove();
        time = head.at();
        head.what().run();
    }
}
