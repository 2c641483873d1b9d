package io.ottugi.supervisor.runtime.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.control.Peer;
import io.ottugi.supervisor.control.Replies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The loop in virtual time: who waits for whom, and how long. */
class LoopTest {
    private static final long MILLI = 1_000_000;
    private static final Message.Requested REQUEST = request();
    private static final Message.Signalled TERM = new Message.Signalled(SignalName.TERM);
    private static final Message EXIT = new Message.ChildEnded();

    private final Time time = new Time();
    private final Inbox inbox = new Inbox(time);
    private final Busy busy = new Busy();
    private final Loop loop = new Loop(inbox, time, busy);

    @Test
    void anExitThatIsThereIsHandledBeforeACommandThatCameAfterIt() throws InterruptedException {
        inbox.post(EXIT);
        inbox.post(REQUEST);
        inbox.post(EXIT);
        loop.turn();
        loop.turn();
        assertEquals(List.of(EXIT, REQUEST, EXIT), busy.handled);
    }

    @Test
    void aCommandIsFollowedByALookAroundBeforeTheNext() throws InterruptedException {
        inbox.post(REQUEST);
        inbox.post(REQUEST);
        loop.turn();
        assertEquals(List.of(REQUEST), busy.handled);
        assertEquals(1, busy.looks);
        assertTrue(inbox.hasCommand());
    }

    @Test
    void messagesThatAreThereShareOneLookAround() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            inbox.post(EXIT);
        }
        loop.turn();
        assertEquals(1000, busy.handled.size());
        assertEquals(1, busy.looks);
    }

    @Test
    void aStormOfExitsHoldsUpNoCommand() throws InterruptedException {
        busy.messageCosts = 2 * MILLI;
        busy.lookCosts = 20 * MILLI;
        busy.posts = 50;
        for (Message command : List.of(REQUEST, TERM)) {
            inbox.post(EXIT);
            busy.handled.clear();
            inbox.post(command);
            long begin = time.nanos;
            while (!busy.handled.contains(command)) {
                loop.turn();
            }
            Duration waited = Duration.ofNanos(time.nanos - begin);
            assertTrue(waited.toMillis() < 100, () -> command + " waited " + waited);
        }
    }

    @Test
    void manyRequestsHoldUpNeitherASignalNorAnExit() throws InterruptedException {
        busy.messageCosts = 10 * MILLI;
        for (int i = 0; i < 1000; i++) {
            inbox.post(REQUEST);
        }
        inbox.post(TERM);
        inbox.post(EXIT);
        int turns = 0;
        while (!busy.handled.contains(TERM) || !busy.handled.contains(EXIT)) {
            loop.turn();
            turns++;
            assertTrue(turns < 2000, "held up");
        }
        assertTrue(busy.handled.indexOf(TERM) < 10, () -> "at " + busy.handled.indexOf(TERM));
    }

    @Test
    void whatIsDueIsWokenInBoundedTimeTheLongestOverdueFirst() throws InterruptedException {
        busy.wakeCosts = MILLI;
        for (int i = 0; i < 100; i++) {
            busy.alarms.add(new Alarm(time.nanos - i));
        }
        loop.turn();
        assertEquals(5, busy.woken.size());
        assertEquals(busy.alarms.get(99), busy.woken.get(0));
        for (int i = 0; i < 19; i++) {
            loop.turn();
        }
        assertEquals(100, busy.woken.size());
    }

    @Test
    void whateverIsThrownTheRestIsDone() throws InterruptedException {
        busy.thrown = new StackOverflowError();
        inbox.post(EXIT);
        inbox.post(EXIT);
        loop.turn();
        assertEquals(2, busy.failures);
        assertEquals(1, busy.looks);
    }

    private static Message.Requested request() {
        Replies unread =
                new Replies() {
                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void part(JsonObject reply) {}

                    @Override
                    public void last(JsonObject reply) {}
                };
        return new Message.Requested(new JsonObject(), new Peer(0, "root"), unread);
    }

    /** A clock that stands still unless something is done. */
    private static final class Time implements Clock {
        private long nanos = Long.MAX_VALUE - 5;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    }

    private final class Alarm implements Loop.Timed {
        private long at;

        Alarm(long at) {
            this.at = at;
        }

        @Override
        public long wakeAt() {
            return at;
        }

        @Override
        public void wake() {
            at = Long.MAX_VALUE;
            busy.woken.add(this);
            time.nanos += busy.wakeCosts;
        }
    }

    /** What is done takes its time, and may lead to more. */
    private final class Busy implements Loop.Part {
        private final List<Message> handled = new ArrayList<>();
        private final List<Alarm> alarms = new ArrayList<>();
        private final List<Alarm> woken = new ArrayList<>();
        private @Nullable Error thrown;
        private long messageCosts;
        private long wakeCosts;
        private long lookCosts;
        private int posts;
        private int looks;
        private int failures;

        @Override
        public void handle(Message message) {
            time.nanos += messageCosts;
            handled.add(message);
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public Collection<Alarm> timed() {
            return alarms;
        }

        @Override
        public long wakeAt() {
            return Long.MAX_VALUE;
        }

        @Override
        public void lookAround() {
            looks++;
            time.nanos += lookCosts;
            for (int i = 0; i < posts; i++) {
                inbox.post(EXIT);
            }
        }

        @Override
        public void failed(Throwable e) {
            failures++;
        }
    }
}
