package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Starts that go well, late or wrong, and what earlier supervisors left. */
class StartStoriesTest {
    @Test
    void startsAndBecomesReady() {
        Story.begin()
                .start()
                .is(State.STARTING)
                .does(new Action.Spawn(1))
                .tells(Happening.STARTING)
                .waits(Deadline.READY_BY, Duration.ofSeconds(60))
                .spawned()
                .is(State.STARTING)
                .ready()
                .is(State.RUNNING)
                .tells(Happening.RUNNING);
    }

    private static Story settling() {
        return Story.begin(Story.settlingFor(Duration.ofSeconds(5)));
    }

    @Test
    void countsAsStartedOnceItHasRunForLongEnough() {
        settling()
                .start()
                .spawned()
                .after(Duration.ofMillis(3))
                .ready()
                .is(State.STARTING)
                .tells()
                .waits(Deadline.SETTLED_AT, Duration.ofSeconds(5))
                .after(Duration.ofSeconds(1))
                .nothingHappens(new Event.Ready(1))
                .due()
                .is(State.RUNNING)
                .tells(Happening.RUNNING);
    }

    @Test
    void whatFallsBeforeItCountsAsStartedNeverRan() {
        settling()
                .start()
                .spawned()
                .ready()
                .after(Duration.ofMillis(4999))
                .exits(3)
                .tells(Happening.FELL, Happening.STARTING)
                .falls(1)
                .spawned()
                .ready()
                .stop()
                .is(State.STOPPING)
                .exits(143)
                .is(State.STOPPED);
    }

    @Test
    void adoptedWorkerHasStoodItsTime() {
        settling().on(new Event.Adopted(5, 4711, 0)).is(State.RUNNING);
    }

    @Test
    void isUnstableFromItsFallUntilItHasStoodItsTime() {
        Story story = Story.begin().runs();
        assertTrue(!story.snapshot().isUnstable());
        story.exits(7).runs();
        assertTrue(story.snapshot().isUnstable());
        story.after(Duration.ofSeconds(29)).exits(7).due().runs();
        assertTrue(story.snapshot().isUnstable());
        story.waits(Deadline.STABLE_AT, Duration.ofSeconds(30)).due().is(State.RUNNING);
        assertTrue(!story.snapshot().isUnstable());
    }

    @Test
    void whatIsStartedByHandIsNotUnstable() {
        Story story = Story.begin().fallsInARow(3).runs().restart().exits(0).runs();
        assertTrue(!story.snapshot().isUnstable());
    }

    @Test
    void startOfARunningWorkerDoesNothing() {
        Story.begin().runs().nothingHappens(new Event.Start());
    }

    @Test
    void readyBeforeItsProcessIsKnownIsNotFatal() {
        Story.begin().start().ready().spawned().is(State.STARTING);
    }

    @Test
    void notReadyInTimeIsAFall() {
        Story.begin()
                .start()
                .spawned()
                .due()
                .is(State.STOPPING)
                .does(new Action.Terminate(1))
                .tells(Happening.FELL, Happening.STOPPING)
                .fell(new Cause.NotReady(), false)
                .exits(143)
                .fell(new Cause.NotReady(), false)
                .is(State.STARTING)
                .falls(1);
    }

    @Test
    void notReadyIsToldOnceAlsoWhenItIsStartedByHandMeanwhile() {
        Story.begin()
                .start()
                .spawned()
                .due()
                .start()
                .exits(143)
                .is(State.STARTING)
                .tells(Happening.STARTING)
                .fell(new Cause.NotReady(), false)
                .falls(0);
    }

    @Test
    void notReadyOfARunThatIsLate() {
        Story.begin().start().due().is(State.STOPPING).spawnFails().is(State.STARTING).falls(1);
    }

    @Test
    void failedStartIsAFall() {
        Cause forkFailed = new Cause.CouldNotStart(Cause.Stage.FORK, "EAGAIN");
        Story.begin()
                .start()
                .spawnFails()
                .is(State.STARTING)
                .tells(Happening.COULD_NOT_START, Happening.STARTING)
                .does(new Action.Spawn(2))
                .fell(forkFailed, false)
                .spawnFails()
                .is(State.BACKOFF)
                .waits(Deadline.RETRY_AT, Duration.ofMillis(100));
    }

    @Test
    void failedStartsNeverEndInGivingUp() {
        Story story = Story.begin().start();
        for (int i = 0; i < 10_000; i++) {
            story.spawnFails().waitsOut().is(State.STARTING);
        }
        assertEquals(10_001, story.snapshot().generation());
        story.spawnFails().waits(Deadline.RETRY_AT, Duration.ofSeconds(30));
    }

    @Test
    void adoptedWorkerRuns() {
        Story story = Story.begin().on(new Event.Adopted(5, 4711, 0));
        story.is(State.RUNNING).wanted(Desired.UP).tells(Happening.ADOPTED).does();
        assertTrue(story.snapshot().run().adopted());
        assertEquals(4711, story.snapshot().pid());
        story.ends(new WaitStatus.Unknown()).is(State.STARTING).does(new Action.Spawn(6));
        assertTrue(!story.snapshot().run().adopted());
    }

    @Test
    void adoptedWorkerStops() {
        Story.begin()
                .on(new Event.Adopted(5, 4711, 0))
                .stop()
                .does(new Action.Terminate(5))
                .ends(new WaitStatus.Unknown())
                .is(State.STOPPED);
    }

    @Test
    void whatIsNotProvedIsHeld() {
        Story story = Story.begin().on(new Event.Unproved(5, "two of them"));
        story.is(State.FAILED).tells(Happening.HELD).does();
        story.fell(new Cause.Unproved("two of them"), false);
        story.after(Duration.ofDays(1)).nothingHappens(new Event.Tick());
        story.start().is(State.STARTING).does(new Action.Spawn(6));
    }

    @Test
    void generationsNeverGoBack() {
        Snapshot newer = Snapshot.initial(9, 0);
        WorkerMachine machine = new WorkerMachine(Story.PLAIN, () -> 0.5);
        Snapshot held = machine.step(newer, new Event.Unproved(5, "old"), 0).next();
        assertEquals(9, held.generation());
        Snapshot asking = machine.step(held, new Event.Start(), 0).next();
        assertEquals(10, machine.step(asking, new Event.MayStart(), 0).next().generation());
    }
}
