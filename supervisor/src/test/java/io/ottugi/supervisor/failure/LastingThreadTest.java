package io.ottugi.supervisor.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A thread of the supervisor goes on whatever is thrown in it, and tells what it was. */
class LastingThreadTest {
    @Test
    void whateverIsThrownIsToldAndTheWorkGoesOn() throws InterruptedException {
        LinkedBlockingQueue<Throwable> work =
                new LinkedBlockingQueue<>(
                        List.of(
                                new NoClassDefFoundError("replaced"),
                                new StackOverflowError(),
                                new OutOfMemoryError(),
                                new IllegalStateException()));
        List<Throwable> expected = List.copyOf(work);
        List<Throwable> told = new CopyOnWriteArrayList<>();
        Thread thread = LastingThread.of("test", () -> throwNext(work));
        thread.setUncaughtExceptionHandler((which, thrown) -> told.add(thrown));
        thread.start();
        thread.join();
        assertEquals(expected, told);
    }

    @Test
    void aHandlerThatThrowsEndsNothing() throws InterruptedException {
        LinkedBlockingQueue<Throwable> work =
                new LinkedBlockingQueue<>(List.of(new AssertionError(), new AssertionError()));
        Thread thread = LastingThread.of("test", () -> throwNext(work));
        thread.setUncaughtExceptionHandler(
                (which, thrown) -> {
                    throw new NoClassDefFoundError();
                });
        thread.start();
        thread.join();
        assertEquals(List.of(), List.copyOf(work));
        assertFalse(thread.isAlive());
    }

    private static void throwNext(LinkedBlockingQueue<Throwable> work) {
        Throwable next = work.poll();
        if (next instanceof Error error) {
            throw error;
        }
        if (next instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
