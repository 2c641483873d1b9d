package io.ottugi.supervisor.runtime.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking for what runs holds up nobody but those who asked for it. */
class LookBesideTest {
    private final Inbox inbox = new Inbox(Clock.system());
    private final ExecutorService beside = Executors.newSingleThreadExecutor();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void end() {
        hangs.countDown();
        beside.shutdownNow();
    }

    @Test
    void aLookThatHangsDoesNotHoldUpTheLoopAndTheOrderIsKept() throws InterruptedException {
        LookBeside look = new LookBeside(this::hang, beside, inbox);
        look.then(List.of(), found -> done.add("first"));
        look.then(List.of(), found -> done.add("second"));
        assertNull(inbox.take(0), "nothing is known yet, and the loop goes on");
        hangs.countDown();
        takeLater();
        takeLater();
        assertEquals("second", done.get(1));
    }

    @Test
    void aLookThatFailsIsToldToWhoAsked() throws InterruptedException {
        LookBeside look =
                new LookBeside(
                        () -> {
                            throw new StackOverflowError();
                        },
                        beside,
                        inbox);
        look.then(
                List.of(),
                found -> {
                    assertThrows(IllegalStateException.class, found::get);
                    done.add("told");
                });
        takeLater();
        assertEquals(List.of("told"), done);
    }

    private void takeLater() throws InterruptedException {
        assertInstanceOf(Message.Later.class, inbox.take(Long.MAX_VALUE)).rest().run();
    }

    private Function<WorkerSpec, Finding> hang() {
        try {
            hangs.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return spec -> new Finding.Nothing(0);
    }
}
