package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.failure.LastingThread;
import io.ottugi.supervisor.lifecycle.Cause.CouldNotStart;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of the users and groups that workers are to run as, beside the loop: a directory server
 * that does not answer holds up those who need it, and nobody else.
 *
 * <p>Each start has an answer that is a second old at most. One that takes longer than the patience
 * is replaced by the last that there was, and without any is a failed start, which backs off.
 */
final class UserLookups {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** More than the users of most configurations; what was not asked for lately is forgotten. */
    private static final int MOST_KEPT = 64;

    private final Finder finder;
    private final Duration patience;
    private final Map<Who, Lookup> lookups = new HashMap<>();

    /** Looks up whom to run as; may take any time. */
    interface Finder {
        Optional<RunAs> find(Privileges wanted) throws StartFailed;
    }

    private record Who(@Nullable String user, @Nullable String group) {
        static Who of(Privileges wanted) {
            return new Who(wanted.user(), wanted.group());
        }

        boolean isUs() {
            return user == null && group == null;
        }

        String label() {
            return user != null ? "user '" + user + "'" : "group '" + group + "'";
        }
    }

    private record Answer(Optional<RunAs> runAs, @Nullable CouldNotStart failure) {}

    /** What is known of one; guarded by the map's owner. */
    private static final class Lookup {
        private CompletableFuture<Answer> found = new CompletableFuture<>();
        private @Nullable Answer answer;
        private long answeredAt;
        private boolean looking;
        private boolean awaited;
    }

    /**
     * @param patience with one look-up
     */
    UserLookups(Finder finder, Duration patience) {
        this.finder = finder;
        this.patience = patience;
    }

    /** Whether there is an answer that is fresh enough for a start. */
    synchronized boolean isKnown(Privileges wanted) {
        Lookup lookup = lookups.get(Who.of(wanted));
        return Who.of(wanted).isUs() || (lookup != null && isFresh(lookup));
    }

    private static boolean isFresh(Lookup lookup) {
        return lookup.answer != null && System.nanoTime() - lookup.answeredAt < FRESH_NANOS;
    }

    /**
     * Begins a look-up unless one is under way or its answer fresh.
     *
     * @param known called once on another thread when there is an answer, at the end of the
     *     patience at the latest
     */
    synchronized void prepare(Privileges wanted, Runnable known) {
        Who who = Who.of(wanted);
        if (lookups.size() >= MOST_KEPT) {
            lookups.values().removeIf(old -> !old.looking && !old.awaited && !isFresh(old));
        }
        Lookup lookup = lookups.computeIfAbsent(who, none -> new Lookup());
        if (who.isUs() || isFresh(lookup) || lookup.awaited) {
            return;
        }
        lookup.awaited = true;
        begin(lookup, wanted);
        var unused =
                lookup.found
                        .copy()
                        .completeOnTimeout(late(who), patience.toNanos(), TimeUnit.NANOSECONDS)
                        .thenAccept(
                                answer -> {
                                    answered(lookup, answer, who);
                                    known.run();
                                });
    }

    /** One that hangs is not begun again: it would only hang on another thread. */
    private void begin(Lookup lookup, Privileges wanted) {
        if (lookup.looking) {
            return;
        }
        CompletableFuture<Answer> found = new CompletableFuture<>();
        lookup.found = found;
        lookup.looking = true;
        try {
            Runnable look =
                    () -> {
                        Answer answer = find(wanted);
                        over(lookup);
                        found.complete(answer);
                    };
            LastingThread.of("ottugi-users", look).start();
        } catch (OutOfMemoryError noThread) {
            lookup.looking = false;
            found.complete(failed("there is no thread to look up its user: " + noThread));
        }
    }

    private synchronized void over(Lookup lookup) {
        lookup.looking = false;
    }

    private synchronized void answered(Lookup lookup, Answer answer, Who who) {
        boolean keepsLast =
                answer.equals(late(who)) && lookup.answer != null && lookup.answer.failure == null;
        lookup.answer = keepsLast ? lookup.answer : answer;
        lookup.answeredAt = System.nanoTime();
        lookup.awaited = false;
    }

    /** Whom to run as; empty for ourselves. Looks it up at once if that was not prepared. */
    Optional<RunAs> of(Privileges wanted) throws StartFailed {
        Answer answer = answer(wanted);
        if (answer.failure != null) {
            throw new StartFailed(answer.failure);
        }
        return answer.runAs;
    }

    private Answer answer(Privileges wanted) {
        synchronized (this) {
            Lookup lookup = lookups.get(Who.of(wanted));
            if (lookup != null && lookup.answer != null) {
                return lookup.answer;
            }
        }
        return Who.of(wanted).isUs() ? new Answer(Optional.empty(), null) : find(wanted);
    }

    private Answer find(Privileges wanted) {
        try {
            return new Answer(finder.find(wanted), null);
        } catch (StartFailed e) {
            return new Answer(Optional.empty(), e.why());
        } catch (Throwable e) {
            return failed(Who.of(wanted).label() + " could not be looked up: " + e);
        }
    }

    private Answer late(Who who) {
        return failed(
                "looking up "
                        + who.label()
                        + " takes longer than "
                        + patience.toSeconds()
                        + " s; see what nsswitch.conf names for it");
    }

    private static Answer failed(String detail) {
        return new Answer(Optional.empty(), new CouldNotStart(Stage.SETTINGS, detail));
    }
}
