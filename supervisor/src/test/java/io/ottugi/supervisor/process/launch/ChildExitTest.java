package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.FakePosix;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** One pidfd, two who tell of an end, in either order. */
class ChildExitTest {
    private static final int PIDFD = 42;
    private static final int RAW_TERM = 15;
    private static final WaitStatus BY_THE_JDK = WaitStatus.ofExitValue(143);

    private final List<Object> closed = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private OptionalInt known = OptionalInt.of(RAW_TERM);
    private final ChildExit exit =
            new ChildExit(
                    new FakePosix()
                            .answer("exitStatus", pidfd -> known)
                            .answer(
                                    "close",
                                    pidfd -> {
                                        closed.add(pidfd[0]);
                                        return null;
                                    })
                            .posix(),
                    new ProcessIdentity(Integer.MAX_VALUE, 1, "boot"),
                    PIDFD,
                    () -> forgotten.add("once"));

    @Test
    void theJdkFirst() {
        assertEquals(WaitStatus.ofRaw(RAW_TERM), exit.reaped(BY_THE_JDK));
        exit.ended();
        assertGivenBackOnce();
        assertFalse(exit.gone().isDone(), "it was told");
    }

    @Test
    void theKernelFirst() {
        exit.ended();
        assertEquals(WaitStatus.ofRaw(RAW_TERM), exit.gone().join());
        assertGivenBackOnce();
        known = OptionalInt.empty();
        assertEquals(WaitStatus.ofRaw(RAW_TERM), exit.reaped(BY_THE_JDK));
        assertGivenBackOnce();
    }

    @Test
    void aKernelThatTellsTheEndButNoStatus() {
        known = OptionalInt.empty();
        exit.ended();
        assertEquals(new WaitStatus.Unknown(), exit.gone().join());
        assertEquals(List.of(), closed, "the status may be known once it is reaped");
        assertEquals(BY_THE_JDK, exit.reaped(BY_THE_JDK));
        assertGivenBackOnce();
    }

    private void assertGivenBackOnce() {
        assertEquals(List.of(PIDFD), closed);
        assertEquals(List.of("once"), forgotten);
    }
}
