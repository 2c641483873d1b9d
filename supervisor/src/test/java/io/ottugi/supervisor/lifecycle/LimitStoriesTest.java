package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.lifecycle.RestartLimit.Then;
import io.ottugi.supervisor.lifecycle.RestartPolicy.Mode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of falling too often. */
class LimitStoriesTest {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration HOLD = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10})
    void soManyStartsAreAllowedAndTheNextIsNot(int restarts) {
        Story.begin(limited(restarts, Then.FAIL))
                .fallsInARow(restarts)
                .runs()
                .restarts(restarts)
                .exits(7)
                .is(State.FAILED)
                .givenUp(GivenUp.LIMIT)
                .wanted(Desired.UP)
                .tells(Happening.FELL, Happening.GAVE_UP)
                .does()
                .restarts(restarts)
                .after(Duration.ofDays(300))
                .nothingHappens(new Event.Tick());
    }

    @Test
    void startLeavesTheWindowExactlyAtItsEnd() {
        Story.begin(limited(1, Then.FAIL))
                .fallsInARow(1)
                .spawned()
                .ready()
                .after(WITHIN)
                .exits(7)
                .is(State.BACKOFF)
                .due()
                .restarts(2);
        Story.begin(limited(1, Then.FAIL))
                .fallsInARow(1)
                .spawned()
                .ready()
                .after(WITHIN.minusNanos(1))
                .exits(7)
                .is(State.FAILED);
    }

    @Test
    void windowSurvivesTheOverflowOfTheClock() {
        Story.begin(limited(2, Then.FAIL), 0.5, Long.MAX_VALUE - 10)
                .fallsInARow(1)
                .after(Duration.ofNanos(100))
                .fallsInARow(1)
                .runs()
                .exits(7)
                .is(State.FAILED);
        Story.begin(limited(1, Then.FAIL), 0.5, Long.MAX_VALUE - 10)
                .fallsInARow(1)
                .runs()
                .after(WITHIN)
                .exits(7)
                .is(State.BACKOFF);
    }

    @Test
    void startCountsFromWhenItHappened() {
        Story.begin(limited(1, Then.FAIL))
                .runs()
                .held()
                .exits(7)
                .after(WITHIN)
                .mayStart()
                .spawned()
                .ready()
                .exits(7)
                .is(State.FAILED);
    }

    @Test
    void startsByHandDoNotCountAndClear() {
        Story story = Story.begin(limited(2, Then.FAIL));
        for (int i = 0; i < 20; i++) {
            story.fallsInARow(2).restart().spawned().exits(0);
        }
        story.is(State.STARTING).fallsInARow(2).runs().exits(7).is(State.FAILED);
    }

    @Test
    void failedOneStartsByHandWithAFreshLimit() {
        Story story = Story.begin(limited(2, Then.FAIL)).fallsUntilGivenUp();
        story.start().is(State.STARTING).givenUp(null).falls(0).restarts(0);
        assertEquals(List.of(), story.snapshot().recent());
        story.fallsInARow(2).runs().exits(7).is(State.FAILED);
    }

    @ParameterizedTest
    @EnumSource(Then.class)
    void failedOneIsStopped(Then then) {
        Story.begin(limited(2, then))
                .fallsUntilGivenUp()
                .stop()
                .is(State.STOPPED)
                .givenUp(null)
                .falls(0)
                .after(HOLD)
                .nothingHappens(new Event.Tick())
                .start()
                .is(State.STARTING);
    }

    @ParameterizedTest
    @EnumSource(Then.class)
    void failedOneIsKilledOrRestarted(Then then) {
        Story.begin(limited(2, then)).fallsUntilGivenUp().kill().is(State.STOPPED).does();
        Story.begin(limited(2, then))
                .fallsUntilGivenUp()
                .restart()
                .is(State.STARTING)
                .givenUp(null);
    }

    @Test
    void startsThatFailCountToo() {
        Story.begin(limited(3, Then.FAIL))
                .start()
                .spawnFails()
                .spawnFails()
                .due()
                .spawnFails()
                .due()
                .restarts(3)
                .spawnFails()
                .is(State.FAILED)
                .givenUp(GivenUp.LIMIT)
                .tells(Happening.COULD_NOT_START, Happening.GAVE_UP);
    }

    @Test
    void whatIsLeftOfTheLastIsEndedFirst() {
        Story.begin(limited(1, Then.FAIL))
                .fallsInARow(1)
                .runs()
                .exitsLeavingOthers(7)
                .is(State.STOPPING)
                .cleared()
                .is(State.FAILED);
    }

    @Test
    void goodRunsDoNotFillTheWindow() {
        Story story = Story.begin(limited(2, Then.FAIL)).runs();
        for (int i = 0; i < 20; i++) {
            story.after(Duration.ofSeconds(31)).exits(7).is(State.STARTING).spawned().ready();
            story.due();
        }
        story.falls(0).restarts(20);
    }

    @Test
    void goodRunDoesNotEmptyTheWindow() {
        Story.begin(limited(2, Then.FAIL))
                .fallsInARow(2)
                .runs()
                .due()
                .falls(0)
                .exits(7)
                .is(State.FAILED)
                .givenUp(GivenUp.LIMIT);
    }

    @Test
    void holdIsFollowedByOneTry() {
        Story.begin(limited(3, Then.HOLD))
                .fallsUntilGivenUp()
                .givenUp(GivenUp.LIMIT)
                .waits(Deadline.HOLD_UNTIL, HOLD)
                .due()
                .is(State.STARTING)
                .givenUp(GivenUp.LIMIT)
                .restarts(4)
                .runs()
                .exits(7)
                .is(State.FAILED)
                .waits(Deadline.HOLD_UNTIL, HOLD)
                .due()
                .spawnFails()
                .is(State.FAILED)
                .waits(Deadline.HOLD_UNTIL, HOLD);
    }

    @Test
    void tryThatIsNotReadyInTimeIsFollowedByAHold() {
        Story.begin(limited(3, Then.HOLD))
                .fallsUntilGivenUp()
                .due()
                .spawned()
                .due()
                .is(State.STOPPING)
                .givenUp(GivenUp.LIMIT)
                .exits(143)
                .is(State.FAILED)
                .waits(Deadline.HOLD_UNTIL, HOLD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void goodRunEndsTheHold(int restarts) {
        Story.begin(limited(restarts, Then.HOLD))
                .fallsUntilGivenUp()
                .due()
                .runs()
                .givenUp(GivenUp.LIMIT)
                .waits(Deadline.STABLE_AT, Duration.ofSeconds(30))
                .due()
                .givenUp(null)
                .falls(0)
                .after(WITHIN)
                .exits(7)
                .is(restarts == 0 ? State.FAILED : State.STARTING);
    }

    @Test
    void tryThatIsStartedByHandIsNoTry() {
        Story.begin(limited(1, Then.HOLD))
                .fallsUntilGivenUp()
                .held()
                .due()
                .is(State.WAITING)
                .start()
                .givenUp(null)
                .mayStart()
                .restarts(0)
                .spawned()
                .exits(7)
                .is(State.WAITING);
    }

    @Test
    void tryThatDoesItsWorkRests() {
        Story.begin(Story.limited(Mode.ON_FAILURE, limit(1, Then.HOLD)))
                .fallsUntilGivenUp()
                .due()
                .runs()
                .exits(0)
                .is(State.EXITED)
                .givenUp(null);
    }

    @Test
    void supervisorIsToldToExitOnceWithTheWorkersCode() {
        Story.begin(limited(1, Then.EXIT_SUPERVISOR))
                .fallsInARow(1)
                .does(new Action.Spawn(2))
                .runs()
                .exits(42)
                .is(State.FAILED)
                .does(new Action.ExitSupervisor(42))
                .tells(Happening.FELL, Happening.GAVE_UP)
                .nothingHappens(new Event.Tick())
                .stop()
                .is(State.STOPPED)
                .does();
    }

    @Test
    void exitOfTheSupervisorWaitsForTheLastProcess() {
        Story.begin(limited(0, Then.EXIT_SUPERVISOR))
                .runs()
                .exitsLeavingOthers(3)
                .does(new Action.Terminate(1))
                .cleared()
                .is(State.FAILED)
                .does(new Action.ExitSupervisor(3));
    }

    @Test
    void stoppedWorkerDoesNotEndTheSupervisor() {
        Story.begin(limited(0, Then.EXIT_SUPERVISOR)).runs().stop().exits(143).is(State.STOPPED);
    }

    @Test
    void adoptedWorkerHasAFreshLimit() {
        Story.begin(limited(1, Then.FAIL))
                .on(new Event.Adopted(7, Story.PID, 0))
                .ends(new WaitStatus.Unknown())
                .is(State.STARTING)
                .restarts(1)
                .runs()
                .exits(7)
                .is(State.FAILED)
                .givenUp(GivenUp.LIMIT);
    }

    @Test
    void limitThatIsTakenAwayMeanwhileHoldsNothing() {
        Story story = Story.begin(limited(0, Then.HOLD)).fallsUntilGivenUp().due().runs();
        WorkerMachine reloaded = new WorkerMachine(Story.PLAIN, () -> 0.5);
        Cause exit = new Cause.Ended(new WaitStatus.Exited(7));
        Event fall = new Event.Ended(story.snapshot().generation(), exit, false);
        Snapshot next = reloaded.step(story.snapshot(), fall, story.now()).next();
        assertEquals(State.BACKOFF, next.state());
    }

    private static LifecyclePolicy limited(int restarts, Then then) {
        return Story.limited(limit(restarts, then));
    }

    private static RestartLimit limit(int restarts, Then then) {
        return new RestartLimit(restarts, WITHIN, then, HOLD);
    }
}
