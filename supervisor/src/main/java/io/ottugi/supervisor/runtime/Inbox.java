package io.ottugi.supervisor.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The one queue of the loop. Facts about processes are taken before commands. */
public final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition posted = lock.newCondition();
    private final Deque<Message> facts = new ArrayDeque<>();
    private final Deque<Message> commands = new ArrayDeque<>();

    /** Adds a message; from any thread. */
    public void post(Message message) {
        lock.lock();
        try {
            (message.isFact() ? facts : commands).add(message);
            posted.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next message.
     *
     * @param nanos how long to wait for one; {@link Long#MAX_VALUE} is for ever
     * @return null when there was none in time
     */
    @Nullable Message take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (facts.isEmpty() && commands.isEmpty()) {
                if (left <= 0) {
                    return null;
                }
                if (nanos == Long.MAX_VALUE) {
                    posted.await();
                } else {
                    left = posted.awaitNanos(left);
                }
            }
            return facts.isEmpty() ? commands.poll() : facts.poll();
        } finally {
            lock.unlock();
        }
    }
}
