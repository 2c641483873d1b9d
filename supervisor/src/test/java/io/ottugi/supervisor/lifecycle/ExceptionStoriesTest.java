package io.ottugi.supervisor.lifecycle;

import io.ottugi.supervisor.lifecycle.FallPattern.Kind;
import io.ottugi.supervisor.lifecycle.RestartPolicy.Mode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Falls of which the restart policy makes an exception. */
class ExceptionStoriesTest {
    private static final FallPattern CONFIG = new FallPattern(Kind.EXIT, 78);
    private static final FallPattern NOT_STARTED = new FallPattern(Kind.COULD_NOT_START, 0);
    private static final FallPattern NOT_READY = new FallPattern(Kind.NOT_READY, 0);

    @Test
    void errorInTheConfigurationIsNotTriedAgain() {
        Story.begin(Story.never(CONFIG))
                .runs()
                .exits(78)
                .is(State.FAILED)
                .givenUp(GivenUp.CAUSE)
                .wanted(Desired.UP)
                .tells(Happening.FELL, Happening.GAVE_UP)
                .after(Duration.ofDays(300))
                .nothingHappens(new Event.Tick())
                .start()
                .is(State.STARTING)
                .givenUp(null);
    }

    @Test
    void otherFallsAreTriedAgain() {
        Story.begin(Story.never(CONFIG)).runs().exits(7).is(State.STARTING);
    }

    @Test
    void startThatFailsIsNotTriedAgain() {
        Story.begin(Story.never(NOT_STARTED))
                .start()
                .spawnFails()
                .is(State.FAILED)
                .givenUp(GivenUp.CAUSE);
    }

    @Test
    void workerThatIsNotReadyInTimeIsEndedAndNotTriedAgain() {
        Story.begin(Story.never(NOT_READY))
                .start()
                .spawned()
                .due()
                .is(State.STOPPING)
                .exits(143)
                .is(State.FAILED)
                .givenUp(GivenUp.CAUSE);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void restartByHandIsNotAskedForItsCause(Mode mode) {
        Story.begin(Story.except(mode, Set.of(CONFIG), Set.of()))
                .runs()
                .restart()
                .exits(78)
                .is(State.STARTING);
    }

    @Test
    void tryAfterAHoldThatFallsOfItIsNotTriedAgain() {
        RestartPolicy plain = Story.never(CONFIG).restart();
        RestartLimit limit =
                new RestartLimit(
                        0, Duration.ofMinutes(1), RestartLimit.Then.HOLD, Duration.ofMinutes(5));
        Story.begin(
                        Story.policy(
                                new RestartPolicy(
                                        Mode.ALWAYS,
                                        plain.backoff(),
                                        plain.resetAfter(),
                                        limit,
                                        plain.neverAfter(),
                                        Set.of(),
                                        Set.of(0))))
                .fallsUntilGivenUp()
                .due()
                .runs()
                .exits(78)
                .is(State.FAILED)
                .givenUp(GivenUp.CAUSE)
                .after(Duration.ofDays(1))
                .nothingHappens(new Event.Tick());
    }

    @ParameterizedTest
    @CsvSource({
        "ALWAYS, 78, FAILED",
        "ON_FAILURE, 78, FAILED",
        "NEVER, 78, EXITED",
        "ALWAYS, 0, EXITED",
        "ON_FAILURE, 0, EXITED",
        "NEVER, 0, EXITED",
        "ALWAYS, 75, STARTING",
        "ON_FAILURE, 75, STARTING",
        "NEVER, 75, STARTING",
        "NEVER, 1, EXITED"
    })
    void exceptionsMeetTheMode(Mode mode, int code, State expected) {
        Set<FallPattern> never = Set.of(CONFIG, new FallPattern(Kind.EXIT, 0));
        Set<FallPattern> always = Set.of(new FallPattern(Kind.EXIT, 75));
        Story.begin(Story.except(mode, never, always)).runs().exits(code).is(expected);
    }

    @ParameterizedTest
    @CsvSource({"143", "130"})
    void whatTermLeadsToIsAFailureUnlessWeAskedForIt(int code) {
        LifecyclePolicy policy = Story.policy(Mode.ON_FAILURE, 0);
        Story.begin(policy).runs().exits(code).is(State.STARTING);
        Story.begin(policy).runs().stop().exits(code).is(State.STOPPED);
        Story.begin(policy).runs().restart().exits(code).is(State.STARTING).falls(0);
    }
}
