package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a worker is stopped and restarted by the operator. */
class StopStoriesTest {
    @Test
    void stopAsksAndWaits() {
        Story.begin()
                .runs()
                .stop()
                .is(State.STOPPING)
                .wanted(Desired.DOWN)
                .does(new Action.Terminate(1))
                .tells(Happening.STOPPING)
                .waits(Deadline.KILL_AT, Duration.ofSeconds(10))
                .ends(new WaitStatus.Signaled(15, false))
                .is(State.STOPPED)
                .does()
                .tells(Happening.FELL, Happening.STOPPED)
                .fell(new Cause.Ended(new WaitStatus.Signaled(15, false)), true);
    }

    @Test
    void examinationComesAfterTheTimeout() {
        Story.begin()
                .runs()
                .stop()
                .after(Duration.ofSeconds(10).minusNanos(1))
                .nothingHappens(new Event.Tick())
                .after(Duration.ofNanos(1))
                .tick()
                .does(new Action.Examine(1))
                .tells(Happening.EXAMINING)
                .waits(Deadline.KILL_AT, Story.EXAMINATION);
    }

    @Test
    void killComesAfterTheExaminationAndAgain() {
        overdue()
                .examined()
                .does(new Action.KillAll(1))
                .tells(Happening.KILLING)
                .waits(Deadline.KILL_AT, WorkerMachine.KILL_AGAIN)
                .nothingHappens(new Event.Examined(1))
                .due()
                .does(new Action.KillAll(1))
                .tells()
                .ends(new WaitStatus.Signaled(9, false))
                .is(State.STOPPED);
    }

    @Test
    void examinationThatDoesNotEndHoldsNoKillUp() {
        overdue()
                .due()
                .does(new Action.KillAll(1))
                .tells(Happening.KILLING)
                .nothingHappens(new Event.Examined(1));
    }

    @Test
    void killByHandEndsTheExamination() {
        overdue()
                .kill()
                .does(new Action.KillAll(1))
                .tells(Happening.KILLING)
                .nothingHappens(new Event.Examined(1));
    }

    @Test
    void killByHandIsNotPrecededByAnExamination() {
        Story.begin()
                .runs()
                .stop()
                .kill()
                .does(new Action.KillAll(1))
                .due()
                .does(new Action.KillAll(1));
    }

    @Test
    void examinedWorkerThatEndsIsSimplyEnded() {
        overdue().exits(0).is(State.STOPPED).tells(Happening.FELL, Happening.STOPPED);
        Story.begin().runs().restart().due().exits(0).is(State.STARTING).does(new Action.Spawn(2));
    }

    @Test
    void nextGenerationIsExaminedAgain() {
        Story.begin()
                .runs()
                .restart()
                .due()
                .examined()
                .ends(new WaitStatus.Signaled(9, false))
                .runs()
                .stop()
                .due()
                .does(new Action.Examine(2));
    }

    @Test
    void wishesDuringTheExaminationDoNotLengthenIt() {
        overdue().start().does().wanted(Desired.UP).examined().does(new Action.KillAll(1));
        overdue().restart().does().nothingHappens(new Event.Tick());
    }

    @Test
    void withoutExaminationKillComesAfterTheTimeout() {
        LifecyclePolicy plain = Story.PLAIN;
        Story.begin(
                        new LifecyclePolicy(
                                plain.restart(),
                                plain.readyTimeout(),
                                plain.settle(),
                                plain.stopTimeout(),
                                Duration.ZERO))
                .runs()
                .stop()
                .due()
                .does(new Action.KillAll(1))
                .tells(Happening.KILLING);
    }

    /** Was told to stop, and did not end in time. */
    private static Story overdue() {
        return Story.begin().runs().stop().due();
    }

    @Test
    void stopEndsOnlyWhenNothingIsLeft() {
        Story.begin()
                .runs()
                .stop()
                .exitsLeavingOthers(0)
                .is(State.STOPPING)
                .due()
                .does(new Action.KillAll(1))
                .cleared()
                .is(State.STOPPED)
                .tells(Happening.STOPPED);
    }

    @Test
    void stopTwiceAsksOnce() {
        Story.begin().runs().stop().nothingHappens(new Event.Stop());
    }

    @Test
    void stopDuringTheWaitForAStart() {
        Story.begin()
                .fallsInARow(1)
                .runs()
                .exits(7)
                .is(State.BACKOFF)
                .stop()
                .is(State.STOPPED)
                .tells(Happening.STOPPED)
                .after(Duration.ofHours(1))
                .nothingHappens(new Event.Tick());
    }

    @Test
    void stopOvertakesAStart() {
        Story.begin()
                .start()
                .stop()
                .is(State.STOPPING)
                .spawned()
                .is(State.STOPPING)
                .does(new Action.Terminate(1))
                .nothingHappens(new Event.Ready(1))
                .ends(new WaitStatus.Signaled(15, false))
                .is(State.STOPPED);
    }

    @Test
    void stopOvertakesAStartThatFails() {
        Story.begin().start().stop().spawnFails().is(State.STOPPED).wanted(Desired.DOWN);
    }

    @Test
    void startThatIsAnsweredLateIsStillKilled() {
        Story.begin()
                .start()
                .stop()
                .due()
                .does(new Action.KillAll(1))
                .spawned()
                .due()
                .does(new Action.KillAll(1))
                .ends(new WaitStatus.Signaled(9, false))
                .is(State.STOPPED);
    }

    @Test
    void stopAfterAFallWithLeftovers() {
        Story.begin()
                .runs()
                .exitsLeavingOthers(7)
                .stop()
                .does()
                .is(State.STOPPING)
                .cleared()
                .is(State.STOPPED)
                .wanted(Desired.DOWN);
    }

    @Test
    void killIsImmediate() {
        Story.begin()
                .runs()
                .kill()
                .is(State.STOPPING)
                .wanted(Desired.DOWN)
                .does(new Action.KillAll(1))
                .waits(Deadline.KILL_AT, WorkerMachine.KILL_AGAIN)
                .ends(new WaitStatus.Signaled(9, false))
                .is(State.STOPPED);
    }

    @Test
    void killShortensAStop() {
        Story.begin()
                .runs()
                .stop()
                .kill()
                .does(new Action.KillAll(1))
                .tells(Happening.KILLING)
                .waits(Deadline.KILL_AT, WorkerMachine.KILL_AGAIN);
    }

    @Test
    void startTakesAStopBackWhenTheOldOneIsGone() {
        Story.begin()
                .runs()
                .stop()
                .start()
                .is(State.STOPPING)
                .wanted(Desired.UP)
                .does()
                .exits(0)
                .is(State.STARTING)
                .does(new Action.Spawn(2))
                .falls(0);
    }

    @Test
    void stopTakesARestartBack() {
        Story.begin().runs().restart().stop().exits(0).is(State.STOPPED).wanted(Desired.DOWN);
    }

    @ParameterizedTest
    @EnumSource(RestartPolicy.Mode.class)
    void restartIsNoFall(RestartPolicy.Mode mode) {
        Story.begin(Story.policy(mode, 0))
                .runs()
                .restart()
                .does(new Action.Terminate(1))
                .exits(0)
                .is(State.STARTING)
                .does(new Action.Spawn(2))
                .falls(0)
                .fell(new Cause.Ended(new WaitStatus.Exited(0)), true);
    }

    @Test
    void restartWaitsForTheLastProcess() {
        Story.begin()
                .runs()
                .restart()
                .exitsLeavingOthers(0)
                .is(State.STOPPING)
                .cleared()
                .is(State.STARTING)
                .does(new Action.Spawn(2));
    }

    @Test
    void restartDuringTheWaitStartsAtOnce() {
        Story.begin()
                .fallsInARow(3)
                .runs()
                .exits(7)
                .is(State.BACKOFF)
                .restart()
                .is(State.STARTING)
                .falls(0);
    }

    @Test
    void restartOfAStoppedWorkerStartsIt() {
        Story.begin().restart().is(State.STARTING).does(new Action.Spawn(1));
    }

    @Test
    void startAfterAFallWithLeftoversOverrulesThePolicy() {
        Story.begin(Story.policy(RestartPolicy.Mode.NEVER, 0))
                .runs()
                .exitsLeavingOthers(7)
                .start()
                .cleared()
                .is(State.STARTING)
                .does(new Action.Spawn(2));
    }

    @Test
    void generationsGoOnWhereAnEarlierSupervisorStood() {
        Snapshot initial = Snapshot.initial(41, 0);
        WorkerMachine machine = new WorkerMachine(Story.PLAIN, () -> 0.5);
        Snapshot asking = machine.step(initial, new Event.Start(), 0).next();
        assertEquals(42, machine.step(asking, new Event.MayStart(), 0).next().generation());
    }
}
