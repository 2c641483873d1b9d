package io.ottugi.supervisor.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One pass over all processes serves everybody who waits. */
class LooksTest {
    private final Deque<Runnable> beside = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private int passes;
    private boolean broken;
    private final Looks looks = new Looks(beside::add, this::pass);

    private ProcessTable pass() {
        passes++;
        if (broken) {
            throw new UncheckedIOException(new IOException("Too many open files"));
        }
        return new ProcessTable(List.of());
    }

    @Test
    void aThousandFallsTakeOnePass() {
        for (int i = 0; i < 1000; i++) {
            looks.next(table -> seen.add("look"));
        }
        assertEquals(1, beside.size());
        beside.remove().run();
        assertEquals(1, passes);
        assertEquals(1000, seen.size());
    }

    @Test
    void whoAsksDuringAPassGetsTheNext() {
        looks.next(table -> looks.next(later -> seen.add("second")));
        beside.remove().run();
        assertEquals(List.of(), seen);
        beside.remove().run();
        assertEquals(List.of("second"), seen);
        assertEquals(2, passes);
    }

    @Test
    void whatCannotBeSeenIsLookedAtAgain() throws Exception {
        CompletableFuture<Void> served = new CompletableFuture<>();
        Looks real = new Looks(Runnable::run, this::pass);
        broken = true;
        real.next(table -> served.complete(null));
        assertEquals(false, served.isDone());
        broken = false;
        served.get(20, TimeUnit.SECONDS);
    }

    @Test
    void oneThatFailsDoesNotKeepOthersFromSeeing() {
        looks.next(
                table -> {
                    throw new IllegalStateException("mistake");
                });
        looks.next(table -> seen.add("other"));
        beside.remove().run();
        assertEquals(List.of("other"), seen);
    }
}
