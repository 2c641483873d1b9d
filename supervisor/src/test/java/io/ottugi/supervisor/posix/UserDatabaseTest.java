package io.ottugi.supervisor.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Users and groups are told right to several threads at once. */
class UserDatabaseTest {
    private static final int LOOKUPS = 20_000;

    /** Instances of their own, since the lock is one of the process. */
    private final Posix one = Posix.load();

    private final Posix other = Posix.load();

    @Test
    void severalThreadsAreToldRight() throws InterruptedException, ExecutionException {
        Optional<Account> root = one.account("root");
        Optional<Account> nobody = one.account("nobody");
        long users = one.group("users").orElseThrow();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            wrong.add(threads.submit(wrong(() -> one.account("root").equals(root))));
            wrong.add(threads.submit(wrong(() -> other.account("nobody").equals(nobody))));
            wrong.add(threads.submit(wrong(() -> one.account(0).equals(root))));
            wrong.add(threads.submit(wrong(() -> other.group("users").orElse(-1) == users)));
            for (Future<Integer> answers : wrong) {
                assertEquals(0, answers.get(), "wrong answers of " + LOOKUPS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> wrong(Callable<Boolean> lookup) {
        return () -> {
            int wrong = 0;
            for (int i = 0; i < LOOKUPS; i++) {
                wrong += lookup.call() ? 0 : 1;
            }
            return wrong;
        };
    }
}
