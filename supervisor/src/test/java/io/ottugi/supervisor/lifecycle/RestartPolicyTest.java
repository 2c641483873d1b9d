package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.lifecycle.RestartPolicy.Mode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy says of a fall, and which policies cannot mean what they say. */
class RestartPolicyTest {
    private static final RestartPolicy DEFAULT = RestartPolicy.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "0, true, true",
        "7, false, false",
        "143, false, true",
        "130, false, true",
        "137, false, false",
        "129, false, false"
    })
    void codesOfAnEndThatWeAskedForAreClean(int code, boolean byItself, boolean asked) {
        assertEquals(byItself, DEFAULT.isSuccess(fall(new WaitStatus.Exited(code), false)));
        assertEquals(asked, DEFAULT.isSuccess(fall(new WaitStatus.Exited(code), true)));
        if (code > 128) {
            assertEquals(asked, DEFAULT.isSuccess(fall(new WaitStatus.Ambiguous(code), true)));
            assertFalse(DEFAULT.isSuccess(fall(new WaitStatus.Ambiguous(code), false)));
        }
    }

    @Test
    void signalIsCleanOnlyIfWeSentIt() {
        assertTrue(DEFAULT.isSuccess(fall(new WaitStatus.Signaled(15, false), true)));
        assertTrue(DEFAULT.isSuccess(fall(new WaitStatus.Signaled(2, false), true)));
        assertFalse(DEFAULT.isSuccess(fall(new WaitStatus.Signaled(15, false), false)));
        assertFalse(DEFAULT.isSuccess(fall(new WaitStatus.Signaled(9, false), true)));
        assertFalse(DEFAULT.isSuccess(fall(new WaitStatus.Unknown(), true)));
    }

    @Test
    void sameFallIsNotBothNeverAndAlwaysAnswered() {
        Set<FallPattern> both = Set.of(new FallPattern(FallPattern.Kind.EXIT, 78));
        assertThrows(IllegalArgumentException.class, () -> Story.except(Mode.ALWAYS, both, both));
    }

    /** Where the kernel does not tell which of the two it was, both may apply. */
    @Test
    void neverHasTheLastWord() {
        Set<FallPattern> never = Set.of(new FallPattern(FallPattern.Kind.SIGNAL, 11));
        Set<FallPattern> always = Set.of(new FallPattern(FallPattern.Kind.EXIT, 139));
        RestartPolicy policy = Story.except(Mode.ALWAYS, never, always).restart();
        assertEquals(
                RestartPolicy.Answer.GIVE_UP,
                policy.answer(fall(new WaitStatus.Ambiguous(139), false)));
    }

    /** The same would come of it again: only who says always, or says so of it, has it started. */
    @Test
    void whatWentIntoTheBackgroundIsNoSuccess() {
        Cause cause = new Cause.Daemonized(new WaitStatus.Exited(0), "nginx (pid 7)");
        Fall fall = new Fall(cause, false, 1, 7, 0, 0);
        Set<FallPattern> exit0 = Set.of(new FallPattern(FallPattern.Kind.EXIT, 0));
        assertFalse(DEFAULT.isSuccess(fall));
        assertEquals(RestartPolicy.Answer.START_AGAIN, DEFAULT.answer(fall));
        assertEquals(
                RestartPolicy.Answer.GIVE_UP,
                Story.except(Mode.ON_FAILURE, Set.of(), Set.of()).restart().answer(fall));
        assertEquals(
                RestartPolicy.Answer.START_AGAIN,
                Story.except(Mode.ON_FAILURE, Set.of(), exit0).restart().answer(fall));
        assertEquals(
                RestartPolicy.Answer.LEAVE,
                Story.except(Mode.NEVER, Set.of(), Set.of()).restart().answer(fall));
    }

    private static Fall fall(WaitStatus status, boolean asked) {
        return new Fall(new Cause.Ended(status), asked, 1, 7, 0, 0);
    }
}
