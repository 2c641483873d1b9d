package io.ottugi.supervisor.runtime.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one queue of the loop. Messages are taken in the order in which they were posted, so that an
 * exit that is already posted is handled before a command that was posted after it. A command does
 * not wait longer than {@link #PATIENCE_NANOS} for that: from then on it is taken next, every
 * second time, so that a storm of exits cannot hold up commands, nor many commands exits. A signal
 * is not held up by requests.
 */
public final class Inbox {
    static final long PATIENCE_NANOS = 20_000_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition posted = lock.newCondition();
    private final Deque<Letter> signals = new ArrayDeque<>();
    private final Deque<Letter> requests = new ArrayDeque<>();
    private final Deque<Letter> news = new ArrayDeque<>();
    private long count;
    private boolean favoured;

    private record Letter(long number, long postedAt, Message message) {}

    public Inbox(Clock clock) {
        this.clock = clock;
    }

    /** Adds a message; from any thread. */
    public void post(Message message) {
        lock.lock();
        try {
            queue(message).add(new Letter(count++, clock.nanos(), message));
            posted.signal();
        } finally {
            lock.unlock();
        }
    }

    private Deque<Letter> queue(Message message) {
        if (message instanceof Message.Signalled) {
            return signals;
        }
        return message instanceof Message.Requested ? requests : news;
    }

    /**
     * Takes the next message.
     *
     * @param nanos how long to wait for one; {@link Long#MAX_VALUE} is for ever
     * @return null when there was none in time
     */
    public @Nullable Message take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (signals.isEmpty() && requests.isEmpty() && news.isEmpty()) {
                if (left <= 0) {
                    return null;
                }
                if (nanos == Long.MAX_VALUE) {
                    posted.await();
                } else {
                    left = posted.awaitNanos(left);
                }
            }
            return next().remove().message();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether somebody waits for an answer. */
    public boolean hasCommand() {
        lock.lock();
        try {
            return !signals.isEmpty() || !requests.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private Deque<Letter> next() {
        favoured = !favoured && (isLate(signals) || isLate(requests));
        if (favoured) {
            return isLate(signals) ? signals : requests;
        }
        return oldest(news, oldest(signals, requests));
    }

    private boolean isLate(Deque<Letter> queue) {
        Letter first = queue.peek();
        return first != null && clock.nanos() - first.postedAt() >= PATIENCE_NANOS;
    }

    private static Deque<Letter> oldest(Deque<Letter> one, Deque<Letter> other) {
        Letter first = one.peek();
        Letter second = other.peek();
        if (first == null || second == null) {
            return first == null ? other : one;
        }
        return first.number() < second.number() ? one : other;
    }
}
