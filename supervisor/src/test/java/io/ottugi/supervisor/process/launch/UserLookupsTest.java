package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A directory server that does not answer holds up only those who need it. */
class UserLookupsTest {
    private static final Privileges ALICE = new Privileges("alice", null, null, Map.of());
    private static final Optional<RunAs> FOUND = Optional.of(new RunAs(null, 7, 7, List.of()));

    private final CountDownLatch hang = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean hangs;

    @AfterEach
    void end() {
        hang.countDown();
    }

    @Test
    void aLookUpIsMadeBesideAndServesAllThatStartTogether() throws Exception {
        UserLookups lookups = lookups(Duration.ofSeconds(30));
        assertFalse(lookups.isKnown(ALICE));
        prepared(lookups);
        assertTrue(lookups.isKnown(ALICE));
        assertEquals(FOUND, lookups.of(ALICE));
        assertEquals(FOUND, lookups.of(ALICE));
        assertEquals(1, asked.get());
    }

    @Test
    void oneThatHangsIsAFailedStartAndIsNotBegunTwice() throws Exception {
        hangs = true;
        UserLookups lookups = lookups(Duration.ofMillis(100));
        prepared(lookups);
        StartFailed failed = assertThrows(StartFailed.class, () -> lookups.of(ALICE));
        assertEquals(Stage.SETTINGS, failed.why().stage());
        assertTrue(failed.why().detail().startsWith("looking up user 'alice' takes longer than"));
        Awaitility.await().until(() -> !lookups.isKnown(ALICE));
        prepared(lookups);
        assertEquals(1, asked.get());
        hang.countDown();
    }

    @Test
    void oneThatHangsLaterLeavesTheLastAnswer() throws Exception {
        UserLookups lookups = lookups(Duration.ofMillis(100));
        prepared(lookups);
        hangs = true;
        Awaitility.await().until(() -> !lookups.isKnown(ALICE));
        prepared(lookups);
        assertEquals(FOUND, lookups.of(ALICE));
        assertEquals(2, asked.get());
    }

    @Test
    void whoIsToRunAsWeDoIsNotLookedUp() throws Exception {
        UserLookups lookups = lookups(Duration.ofSeconds(30));
        assertTrue(lookups.isKnown(Privileges.OURS));
        assertEquals(Optional.empty(), lookups.of(Privileges.OURS));
        assertEquals(0, asked.get());
    }

    private static void prepared(UserLookups lookups) throws InterruptedException {
        CountDownLatch known = new CountDownLatch(1);
        lookups.prepare(ALICE, known::countDown);
        known.await();
    }

    private UserLookups lookups(Duration patience) {
        return new UserLookups(
                wanted -> {
                    asked.incrementAndGet();
                    if (hangs) {
                        try {
                            hang.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return FOUND;
                },
                patience);
    }
}
