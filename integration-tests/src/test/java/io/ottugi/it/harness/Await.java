package io.ottugi.it.harness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** The one way to wait: for a condition, with a limit and a name for what did not come. */
public final class Await {
    /** How long anything may take; {@code -Dottugi.it.patience=3} triples it on a slow machine. */
    public static final Duration LIMIT =
            Duration.ofSeconds(60).multipliedBy(Integer.getInteger("ottugi.it.patience", 1));

    private static final Duration POLL = Duration.ofMillis(20);

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) {
        patiently(what).until(condition);
    }

    /** Waits for a value that satisfies; what was seen last is part of the failure's message. */
    public static <T> T value(String what, Callable<T> source, Predicate<T> wanted) {
        return patiently(what).until(source, value -> wanted.test(value));
    }

    /** What is still there when the limit is over, or nothing as soon as there is nothing. */
    static List<?> leftAfter(Duration limit, Supplier<? extends List<?>> source) {
        try {
            patiently("nothing left").atMost(limit).until(() -> source.get().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException unsettled) {
            return source.get();
        }
    }

    /** Waits until the assertions pass; the last one that failed is the message. */
    public static void passes(String what, Runnable assertions) {
        patiently(what).untilAsserted(assertions::run);
    }

    private static ConditionFactory patiently(String what) {
        return Awaitility.await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .pollInSameThread();
    }
}
