package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            names = {"STOPPED", "EXITED", "FAILED"})
    void downHasNoProcess(State state) {
        assertThrows(IllegalStateException.class, () -> build(state, Desired.DOWN, 7, null));
    }

    @Test
    void waitingForAStartIsWanted() {
        assertThrows(
                IllegalStateException.class,
                () -> build(State.BACKOFF, Desired.DOWN, 0, Deadline.RETRY_AT));
    }

    @Test
    void initialIsStopped() {
        assertEquals(State.STOPPED, Snapshot.initial(4, 0).state());
        assertEquals(4, Snapshot.initial(4, 0).generation());
    }

    private static boolean fits(State state, Deadline kind) {
        return switch (kind) {
            case READY_BY -> state == State.STARTING;
            case KILL_AT -> state == State.STOPPING;
            case RETRY_AT -> state == State.BACKOFF;
            case STABLE_AT -> state == State.RUNNING;
        };
    }

    private static Snapshot build(State state, @Nullable Deadline kind) {
        long pid = state == State.RUNNING ? 7 : 0;
        Desired desired = state == State.STOPPED ? Desired.DOWN : Desired.UP;
        return build(state, desired, pid, kind);
    }

    private static Snapshot build(State state, Desired desired, long pid, @Nullable Deadline kind) {
        Due due = kind == null ? null : new Due(kind, 1);
        Snapshot.Run run = new Snapshot.Run(1, pid, false, 0);
        return new Snapshot(state, desired, run, 0, 0, false, false, due, 0, null);
    }
}
