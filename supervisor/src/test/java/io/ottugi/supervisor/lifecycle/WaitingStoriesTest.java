package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Starts that something has to be before: another worker, or their turn. */
class WaitingStoriesTest {
    @Test
    void startAsksAndWaits() {
        Story.begin()
                .held()
                .start()
                .is(State.WAITING)
                .wanted(Desired.UP)
                .does(new Action.AskToStart())
                .tells()
                .after(Duration.ofDays(1))
                .nothingHappens(new Event.Tick())
                .mayStart()
                .is(State.STARTING)
                .does(new Action.Spawn(1))
                .tells(Happening.STARTING)
                .waits(Deadline.READY_BY, Duration.ofSeconds(60));
    }

    @Test
    void answerThatNobodyWaitsForDoesNothing() {
        Event answer = new Event.MayStart();
        Story.begin().nothingHappens(answer);
        Story.begin().runs().nothingHappens(answer).stop().nothingHappens(answer);
        Story.begin().held().start().stop().is(State.STOPPED).nothingHappens(answer);
        Story.begin().held().start().mayStart().nothingHappens(answer);
        Story.begin().fallsInARow(1).runs().exits(7).is(State.BACKOFF).nothingHappens(answer);
        LifecyclePolicy never = Story.policy(RestartPolicy.Mode.NEVER, 0);
        Story.begin(never).runs().exits(7).is(State.EXITED).nothingHappens(answer);
    }

    @Test
    void waitingIsStoppedAtOnce() {
        Story.begin().held().start().stop().is(State.STOPPED).tells(Happening.STOPPED).does();
        Story.begin().held().start().kill().is(State.STOPPED).tells(Happening.STOPPED).does();
    }

    @Test
    void waitingIsAskedForOnce() {
        Story.begin()
                .held()
                .start()
                .nothingHappens(new Event.Start())
                .nothingHappens(new Event.Restart());
    }

    @Test
    void automaticStartIsOneWhenItHappens() {
        Story.begin()
                .runs()
                .held()
                .exits(7)
                .is(State.WAITING)
                .falls(1)
                .restarts(0)
                .after(Duration.ofMinutes(5))
                .mayStart()
                .restarts(1);
    }

    @Test
    void waitingForAnotherTurnsIntoAStartByHand() {
        Story.begin()
                .fallsInARow(3)
                .runs()
                .held()
                .exits(7)
                .due()
                .is(State.WAITING)
                .falls(4)
                .start()
                .is(State.WAITING)
                .does()
                .falls(0)
                .mayStart()
                .restarts(0);
    }

    @Test
    void everyStartAsks() {
        Action ask = new Action.AskToStart();
        Story story = Story.begin().held().restart().does(ask);
        story.mayStart().spawned().ready().exits(7).is(State.WAITING).does(ask);
        story.mayStart().spawnFails().is(State.BACKOFF).due().is(State.WAITING).does(ask);
        story.mayStart().spawned().restart().exits(0).is(State.WAITING).does(ask);
        story.mayStart().spawned().exitsLeavingOthers(7).cleared().is(State.WAITING).does(ask);
        story.stop().start().is(State.WAITING).does(ask);
        assertEquals(4, story.snapshot().generation());
    }
}
