package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.lifecycle.RestartPolicy.Mode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How falls are answered. */
class RestartStoriesTest {
    private static final WaitStatus SEGV = new WaitStatus.Signaled(11, true);

    @Test
    void firstFallIsAnsweredAtOnce() {
        Story.begin()
                .runs()
                .after(Duration.ofSeconds(1))
                .ends(SEGV)
                .is(State.STARTING)
                .does(new Action.Spawn(2))
                .tells(Happening.FELL, Happening.STARTING)
                .fell(new Cause.Ended(SEGV), false)
                .falls(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 100",
        "3, 200",
        "4, 400",
        "5, 800",
        "6, 1600",
        "9, 12800",
        "10, 25600",
        "11, 30000",
        "12, 30000",
        "300, 30000"
    })
    void nthFallWaits(int n, long millis) {
        Story.begin()
                .fallsInARow(n - 1)
                .runs()
                .exits(7)
                .is(State.BACKOFF)
                .waits(Deadline.RETRY_AT, Duration.ofMillis(millis))
                .does()
                .due()
                .is(State.STARTING)
                .does(new Action.Spawn(n + 1L));
    }

    @ParameterizedTest
    @CsvSource({"0, 80", "0.25, 90", "0.5, 100", "0.75, 110", "0.999999999999, 120"})
    void jitterSpreadsTheWaitBothWays(double random, long millis) {
        Story.begin(Story.policy(Mode.ALWAYS, 0.2), random, 0)
                .fallsInARow(1)
                .runs()
                .exits(7)
                .waits(Deadline.RETRY_AT, Duration.ofMillis(millis));
    }

    @Test
    void jitterSpreadsAlsoTheLongestWait() {
        Story.begin(Story.policy(Mode.ALWAYS, 0.2), 0, 0)
                .fallsInARow(40)
                .runs()
                .exits(7)
                .waits(Deadline.RETRY_AT, Duration.ofSeconds(24));
    }

    @Test
    void fallsAreForgottenAfterAGoodRun() {
        Story.begin()
                .fallsInARow(5)
                .runs()
                .waits(Deadline.STABLE_AT, Duration.ofSeconds(30))
                .due()
                .is(State.RUNNING)
                .does()
                .tells()
                .falls(0)
                .exits(7)
                .is(State.STARTING);
    }

    @Test
    void fallsAreRememberedJustBeforeTheRunIsGood() {
        Story.begin()
                .fallsInARow(5)
                .runs()
                .after(Duration.ofSeconds(30).minusNanos(1))
                .nothingHappens(new Event.Tick())
                .exits(7)
                .is(State.BACKOFF)
                .falls(6);
    }

    @Test
    void goodRunBeginsWhenItIsReady() {
        Story.begin()
                .fallsInARow(2)
                .spawned()
                .after(Duration.ofSeconds(40))
                .tick()
                .ready()
                .waits(Deadline.STABLE_AT, Duration.ofSeconds(30));
    }

    @Test
    void waitSurvivesTheOverflowOfTheClock() {
        Story.begin(Story.PLAIN, 0.5, Long.MAX_VALUE - 1000)
                .runs()
                .exits(7)
                .runs()
                .exits(7)
                .nothingHappens(new Event.Tick())
                .waits(Deadline.RETRY_AT, Duration.ofMillis(100))
                .after(Duration.ofMillis(99))
                .nothingHappens(new Event.Tick())
                .after(Duration.ofMillis(1))
                .tick()
                .is(State.STARTING);
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS, 0, STARTING",
        "ALWAYS, 7, STARTING",
        "ON_FAILURE, 0, EXITED",
        "ON_FAILURE, 7, STARTING",
        "NEVER, 0, EXITED",
        "NEVER, 7, EXITED"
    })
    void policyDecidesAfterAnExit(Mode mode, int code, State expected) {
        Story.begin(Story.policy(mode, 0)).runs().exits(code).is(expected).wanted(Desired.UP);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void policyDecidesAfterASignal(Mode mode) {
        Story.begin(Story.policy(mode, 0))
                .runs()
                .ends(new WaitStatus.Signaled(9, false))
                .is(mode == Mode.NEVER ? State.EXITED : State.STARTING);
    }

    @Test
    void unknownStatusIsNoSuccess() {
        Story.begin(Story.policy(Mode.ON_FAILURE, 0))
                .runs()
                .ends(new WaitStatus.Unknown())
                .is(State.STARTING);
    }

    @Test
    void successCodesAreConfigurable() {
        LifecyclePolicy plain = Story.policy(Mode.ON_FAILURE, 0);
        RestartPolicy restart =
                new RestartPolicy(
                        Mode.ON_FAILURE,
                        plain.restart().backoff(),
                        plain.restart().resetAfter(),
                        null,
                        Set.of(),
                        Set.of(),
                        Set.of(3, 4));
        LifecyclePolicy policy =
                new LifecyclePolicy(
                        restart,
                        plain.readyTimeout(),
                        plain.settle(),
                        plain.stopTimeout(),
                        plain.examination());
        Story.begin(policy).runs().exits(4).is(State.EXITED);
        Story.begin(policy).runs().exits(0).is(State.STARTING);
    }

    @Test
    void exitedWorkerStartsByHand() {
        Story.begin(Story.policy(Mode.NEVER, 0))
                .runs()
                .exits(0)
                .is(State.EXITED)
                .tells(Happening.FELL, Happening.EXITED)
                .start()
                .is(State.STARTING)
                .does(new Action.Spawn(2));
    }

    @Test
    void startByHandDoesNotWaitAndForgetsFalls() {
        Story.begin()
                .fallsInARow(4)
                .runs()
                .exits(7)
                .is(State.BACKOFF)
                .start()
                .is(State.STARTING)
                .falls(0)
                .runs()
                .exits(7)
                .is(State.STARTING);
    }

    @Test
    void automaticStartsAreCounted() {
        Story story = Story.begin().fallsInARow(3).runs();
        assertEquals(3, story.snapshot().restarts());
        assertEquals(4, story.snapshot().generation());
        assertEquals(0, story.restart().exits(0).runs().snapshot().restarts());
    }

    @Test
    void processesThatOutliveTheFirstAreEndedBeforeTheNextStart() {
        Story.begin()
                .runs()
                .exitsLeavingOthers(7)
                .is(State.STOPPING)
                .tells(Happening.FELL, Happening.LEFTOVERS)
                .does(new Action.Terminate(1))
                .waits(Deadline.KILL_AT, Duration.ofSeconds(10))
                .due()
                .does(new Action.KillAll(1))
                .cleared()
                .is(State.STARTING)
                .does(new Action.Spawn(2))
                .falls(1);
    }

    @Test
    void leftoversOfALaterFallAreEndedBeforeTheWait() {
        Story.begin()
                .fallsInARow(1)
                .runs()
                .exitsLeavingOthers(7)
                .is(State.STOPPING)
                .cleared()
                .is(State.BACKOFF)
                .waits(Deadline.RETRY_AT, Duration.ofMillis(100));
    }

    @Test
    void policyDecidesAlsoAfterLeftovers() {
        Story.begin(Story.policy(Mode.ON_FAILURE, 0))
                .runs()
                .exitsLeavingOthers(0)
                .is(State.STOPPING)
                .cleared()
                .is(State.EXITED);
    }

    @Test
    void fallTellsHowLongItRan() {
        Fall fall = Story.begin().runs().after(Duration.ofSeconds(12)).exits(7).lastFall();
        assertEquals(Duration.ofSeconds(12), Duration.ofNanos(fall.ran()));
        assertEquals(1, fall.generation());
        assertEquals(Story.PID + 1, fall.pid());
    }
}
