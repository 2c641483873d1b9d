package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nonsense cannot be built. */
class SnapshotTest {
    @ParameterizedTest
    @EnumSource(State.class)
    void waitingStateHasItsDeadlineAndNoOther(State state) {
        for (Deadline kind : Deadline.values()) {
            if (fits(state, kind)) {
                assertDoesNotThrow(() -> build(state, kind));
            } else {
                assertThrows(IllegalStateException.class, () -> build(state, kind));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"STARTING", "STOPPING", "BACKOFF"})
    void waitingStateWithoutDeadlineIsNone(State state) {
        assertThrows(IllegalStateException.class, () -> build(state, null));
    }

    @Test
    void runningNeedsAProcess() {
        assertThrows(IllegalStateException.class, () -> build(State.RUNNING, Desired.UP, 0, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"STOPPED", "WAITING", "BACKOFF", "EXITED", "FAILED"})
    void downHasNoProcess(State state) {
        Desired desired = state == State.STOPPED ? Desired.DOWN : Desired.UP;
        Deadline kind = state == State.BACKOFF ? Deadline.RETRY_AT : null;
        assertDoesNotThrow(() -> build(state, desired, 0, kind));
        assertThrows(IllegalStateException.class, () -> build(state, desired, 7, kind));
    }

    @Test
    void waitingForAStartIsWanted() {
        assertThrows(
                IllegalStateException.class,
                () -> build(State.BACKOFF, Desired.DOWN, 0, Deadline.RETRY_AT));
        assertThrows(
                IllegalStateException.class, () -> build(State.WAITING, Desired.DOWN, 0, null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "STOPPED,  -,          -",
                "WAITING,  -,          - LIMIT",
                "STARTING, READY_BY,   - LIMIT",
                "RUNNING,  -,          - LIMIT",
                "STOPPING, KILL_AT,    - LIMIT",
                "BACKOFF,  RETRY_AT,   -",
                "EXITED,   -,          -",
                "FAILED,   -,          LIMIT CAUSE UNPROVED",
                "FAILED,   HOLD_UNTIL, LIMIT"
            })
    void givenUpIsToldWhereItHolds(State state, @Nullable Deadline kind, @Nullable String fitting) {
        List<String> sound = List.of((fitting == null ? "-" : fitting).split(" "));
        long pid = state == State.RUNNING ? 7 : 0;
        Desired desired = state == State.STOPPED ? Desired.DOWN : Desired.UP;
        checkGivenUp(sound.contains("-"), () -> build(state, desired, pid, kind, null));
        for (GivenUp why : GivenUp.values()) {
            checkGivenUp(sound.contains(why.name()), () -> build(state, desired, pid, kind, why));
        }
    }

    private static void checkGivenUp(boolean sound, Executable build) {
        if (sound) {
            assertDoesNotThrow(build);
        } else {
            assertThrows(IllegalStateException.class, build);
        }
    }

    @Test
    void initialIsStopped() {
        assertEquals(State.STOPPED, Snapshot.initial(4, 0).state());
        assertEquals(4, Snapshot.initial(4, 0).generation());
    }

    private static boolean fits(State state, Deadline kind) {
        return switch (kind) {
            case READY_BY, SETTLED_AT -> state == State.STARTING;
            case KILL_AT -> state == State.STOPPING;
            case RETRY_AT -> state == State.BACKOFF;
            case HOLD_UNTIL -> state == State.FAILED;
            case STABLE_AT -> state == State.RUNNING;
        };
    }

    private static Snapshot build(State state, @Nullable Deadline kind) {
        long pid = state == State.RUNNING || kind == Deadline.SETTLED_AT ? 7 : 0;
        Desired desired = state == State.STOPPED ? Desired.DOWN : Desired.UP;
        return build(state, desired, pid, kind);
    }

    private static Snapshot build(State state, Desired desired, long pid, @Nullable Deadline kind) {
        GivenUp givenUp = state == State.FAILED ? GivenUp.LIMIT : null;
        return build(state, desired, pid, kind, givenUp);
    }

    private static Snapshot build(
            State state,
            Desired desired,
            long pid,
            @Nullable Deadline kind,
            @Nullable GivenUp givenUp) {
        Due due = kind == null ? null : new Due(kind, 1);
        Snapshot.Run run = new Snapshot.Run(1, pid, false, 0);
        return new Snapshot(
                state,
                desired,
                run,
                new Streak(0, 0, List.of(), givenUp, false),
                false,
                Force.ASKED,
                due,
                0,
                null);
    }
}
