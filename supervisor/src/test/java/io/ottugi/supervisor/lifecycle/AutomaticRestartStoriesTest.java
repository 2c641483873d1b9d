package io.ottugi.supervisor.lifecycle;

import io.ottugi.supervisor.lifecycle.RestartLimit.Then;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Restarts that nobody asked for by hand: they count, and forget nothing. */
class AutomaticRestartStoriesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aRestartWithAnotherCountsAndForgetsNothing() {
        Story story = limited(Then.FAIL).fallsInARow(1).runs().falls(1).restarts(1);
        story.restartWith().is(State.STOPPING).wanted(Desired.UP).falls(1).restarts(1);
        story.ends(new WaitStatus.Signaled(15, false)).is(State.STARTING).falls(1).restarts(2);
    }

    @Test
    void itsPolicyIsNotAskedForNothingFell() {
        Story.begin(Story.policy(RestartPolicy.Mode.NEVER, 0))
                .runs()
                .restartWith()
                .exits(0)
                .is(State.STARTING)
                .restarts(1);
    }

    @ParameterizedTest
    @EnumSource(Then.class)
    void restartsWithAnotherUseUpTheLimit(Then then) {
        Story story = limited(then).runs();
        for (int i = 0; i < 3; i++) {
            story.restartWith().exits(0).runs();
        }
        story.restartWith().exits(0).is(State.FAILED).givenUp(GivenUp.LIMIT);
    }

    @Test
    void restartsThatLieLongAgoDoNotCount() {
        Story story = limited(Then.FAIL).runs();
        for (int i = 0; i < 10; i++) {
            story.after(MINUTE).restartWith().exits(0).runs();
        }
        story.restarts(10);
    }

    @Test
    void whoIsToStopOrIsDownIsNotRestartedWithAnother() {
        Story.begin().runs().stop().nothingHappens(new Event.RestartWith());
        Story.begin().runs().restartWith().stop().exits(0).is(State.STOPPED);
        Story.begin().fallsInARow(1).runs().exits(7).nothingHappens(new Event.RestartWith());
        Story.begin().nothingHappens(new Event.RestartWith());
    }

    @Test
    void whatIsAskedForByHandMeanwhileForgets() {
        Story story = limited(Then.FAIL).fallsInARow(2).runs();
        story.restartWith().restart().exits(0).is(State.STARTING).falls(0).restarts(0);
    }

    @Test
    void aTryAfterAChangeCountsAndForgetsNothing() {
        Story story = Story.begin(neverAfterSeven()).runs().exits(7).givenUp(GivenUp.CAUSE);
        for (int i = 1; i <= 3; i++) {
            story.tryAgain().waitsOut().is(State.STARTING).falls(i).restarts(i);
            story.runs().exits(7).is(State.FAILED).givenUp(GivenUp.CAUSE);
        }
        story.tryAgain().is(State.FAILED).givenUp(GivenUp.LIMIT);
        story.nothingHappens(new Event.TryAgain());
    }

    @Test
    void whatIsNoLongerInDoubtBeginsFresh() {
        Story.begin()
                .on(new Event.Unproved(3, "two processes"))
                .is(State.FAILED)
                .tryAgain()
                .is(State.STARTING)
                .restarts(0);
    }

    private static Story limited(Then then) {
        return Story.begin(Story.limited(limit(then)));
    }

    private static RestartLimit limit(Then then) {
        return new RestartLimit(3, MINUTE, then, Duration.ofMinutes(5));
    }

    private static LifecyclePolicy neverAfterSeven() {
        RestartPolicy never = Story.never(new FallPattern(FallPattern.Kind.EXIT, 7)).restart();
        return Story.policy(
                new RestartPolicy(
                        never.mode(),
                        never.backoff(),
                        never.resetAfter(),
                        limit(Then.FAIL),
                        never.neverAfter(),
                        never.alwaysAfter(),
                        never.successExitCodes()));
    }
}
