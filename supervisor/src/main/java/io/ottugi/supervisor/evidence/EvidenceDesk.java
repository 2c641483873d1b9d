package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.evidence.incident.IncidentFiles;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.evidence.incident.Incidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where falls are looked at, one after another on a thread of its own, beside the loop and without
 * holding anything up. Whatever goes wrong here, a fall is explained as well as it can be.
 */
public final class EvidenceDesk implements Evidence {
    /** More are told of as they are, without being looked at. */
    private static final int MOST_WAITING = 5000;

    private static final int MANY = 32;
    private static final long LOOK_AGAIN_MILLIS = 1000;
    private static final long LAST_LOOK_SECONDS = 1;
    private static final long FAREWELL_SECONDS = 3;

    private final Gathering gathering;
    private final Incidents incidents;
    private final Examiner examiner;
    private final Outcome outcome;
    private final Supplier<Instant> now;
    private final FoundDumps found;
    private final DumpWatch watch;
    private final Map<String, Examined> examined = new HashMap<>();

    /** The newest incident of each worker. */
    private final Map<String, Kept> kept = new HashMap<>();

    /** The workers that there are now; hired and dismissed by the loop, read by the desk. */
    private final Set<String> workers = ConcurrentHashMap.newKeySet();

    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledThreadPoolExecutor thread;

    /** Takes what is found, on the desk's thread. */
    public record Outcome(
            Consumer<Explained> explained, Consumer<Noticed> noticed, Consumer<String> trouble) {}

    /** An incident that is complete. */
    private record Kept(long generation, IncidentFolder folder) {}

    /**
     * One that was looked at while it lived.
     *
     * @param looked completes on any thread
     */
    private record Examined(
            long generation, IncidentDraft draft, CompletableFuture<Looked> looked) {
        /** Nearly always it is there: what is killed was looked at before, or for long enough. */
        Looked await() {
            try {
                return looked.get(LAST_LOOK_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Looked.NOTHING;
            } catch (ExecutionException | TimeoutException e) {
                return Looked.NOTHING;
            }
        }
    }

    public EvidenceDesk(
            Gathering gathering,
            Incidents incidents,
            Examiner examiner,
            FileChanges changes,
            Outcome outcome,
            Supplier<Instant> now) {
        this.gathering = gathering;
        this.incidents = incidents;
        this.examiner = examiner;
        this.outcome = outcome;
        this.now = now;
        this.thread = new ScheduledThreadPoolExecutor(1, EvidenceDesk::thread);
        // Made at once: at the moment it is needed there may be none to have.
        thread.prestartAllCoreThreads();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.found = new FoundDumps(gathering, incidents, outcome, now);
        this.watch = new DumpWatch(changes, gathering, found, onDesk());
    }

    private DumpWatch.Desk onDesk() {
        return new DumpWatch.Desk() {
            @Override
            public void soon(Runnable task) {
                submit(task);
            }

            @Override
            public void later(Runnable task, long millis) {
                schedule(task, millis);
            }
        };
    }

    private void schedule(Runnable task, long millis) {
        var unused = thread.schedule(() -> survive(task), millis, TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "ottugi-evidence");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void started(Subject subject) {
        Instant begun = now.get();
        submit(
                () -> {
                    boolean first = gathering.begins(subject);
                    // It may put itself into another cgroup before it becomes its command.
                    schedule(() -> gathering.beginsLater(subject), LOOK_AGAIN_MILLIS);
                    if (first) {
                        found.keepLeft(subject, begun);
                    }
                    watch.begins(subject);
                });
    }

    @Override
    public void fell(Fallen fallen) {
        if (!submit(() -> explain(fallen))) {
            outcome.trouble()
                    .accept(fallen.subject().worker() + ": too many falls at once to look at this");
        }
    }

    private void explain(Fallen fallen) {
        boolean light = waiting.get() > MANY;
        Optional<IncidentFolder> found = watch.ends(fallen.subject());
        Examined before = examined.get(fallen.subject().worker());
        boolean same = before != null && before.generation() == fallen.subject().generation();
        Looked looked = same && before != null ? before.await() : Looked.NOTHING;
        Path dumped =
                found.map(folder -> folder.path().resolve(IncidentFiles.HEAP))
                        .filter(Files::exists)
                        .orElse(null);
        Seen seen = gathering.look(fallen, light, looked, dumped);
        Explained explained = seen.explained(keep(fallen, seen).orElse(null));
        if (dumped != null && !Files.exists(dumped)) {
            // All of it is in the incident of the fall now.
            found.ifPresent(incidents::remove);
        }
        outcome.explained().accept(explained);
    }

    private Optional<IncidentFolder> keep(Fallen fallen, Seen seen) {
        String worker = fallen.subject().worker();
        Examined before = examined.remove(worker);
        IncidentDraft draft = null;
        try {
            boolean same = before != null && before.generation() == fallen.subject().generation();
            if (before != null && !same) {
                before.draft().discard();
            }
            EvidencePolicy policy = fallen.subject().spec().evidence();
            boolean wanted = same || seen.isIncident();
            draft = same && before != null ? before.draft() : null;
            if (!wanted || policy.keep() == 0) {
                keepNone(fallen, seen, draft);
                return Optional.empty();
            }
            draft = draft == null ? incidents.begin(worker) : draft;
            IncidentFolder folder = seen.keep(draft, same);
            kept.put(worker, new Kept(fallen.subject().generation(), folder));
            return Optional.of(folder);
        } catch (IOException | RuntimeException e) {
            if (draft != null) {
                draft.discard();
            }
            outcome.trouble().accept(worker + ": its incident could not be kept: " + reason(e));
            return Optional.empty();
        }
    }

    /** With {@code evidence.keep = 0} those that were kept before go as well. */
    private void keepNone(Fallen fallen, Seen seen, @Nullable IncidentDraft draft)
            throws IOException {
        seen.dropFiles();
        if (draft != null) {
            draft.discard();
        }
        incidents.prune(fallen.subject().worker(), fallen.subject().spec().evidence());
    }

    @Override
    public void pin(String worker, long generation) {
        submit(
                () -> {
                    Kept newest = kept.get(worker);
                    if (newest != null && newest.generation() == generation) {
                        incidents.pin(worker, newest.folder().number());
                    }
                });
    }

    @Override
    public void hired(String worker) {
        workers.add(worker);
    }

    @Override
    public void dismissed(String worker) {
        workers.remove(worker);
        tidy();
    }

    @Override
    public void tidy() {
        submit(
                () -> {
                    gathering.keepOnly(workers);
                    watch.keepOnly(workers);
                    gathering.dumping().stream()
                            .filter(worker -> !workers.contains(worker))
                            .forEach(found::keepLeftOfRemoved);
                    kept.keySet().retainAll(workers);
                    for (String worker : List.copyOf(examined.keySet())) {
                        Examined left = workers.contains(worker) ? null : examined.remove(worker);
                        if (left != null) {
                            left.draft().discard();
                        }
                    }
                    try {
                        incidents.keepOnly(workers, now.get());
                    } catch (IOException e) {
                        outcome.trouble()
                                .accept(
                                        "incidents of removed workers could not be tidied: "
                                                + reason(e));
                    }
                });
    }

    @Override
    public void examine(Subject subject, Runnable done) {
        boolean taken =
                submit(
                        () -> {
                            IncidentDraft draft = begin(subject);
                            if (draft == null) {
                                done.run();
                                return;
                            }
                            Examined one =
                                    new Examined(
                                            subject.generation(), draft, new CompletableFuture<>());
                            Examined former = examined.put(subject.worker(), one);
                            if (former != null) {
                                former.draft().discard();
                            }
                            examiner.examine(
                                    subject,
                                    draft,
                                    gathering.masking(subject),
                                    looked -> {
                                        one.looked().complete(looked);
                                        done.run();
                                    });
                        });
        if (!taken) {
            done.run();
        }
    }

    @Override
    public void dump(Subject subject, Wish wish, Consumer<Dumped> done) {
        boolean taken =
                submit(
                        () -> {
                            IncidentDraft draft = begin(subject);
                            if (draft == null) {
                                done.accept(failed("no folder could be made for it"));
                                return;
                            }
                            examiner.dump(
                                    subject,
                                    wish,
                                    draft,
                                    gathering.masking(subject),
                                    looked -> submit(() -> dumped(subject, draft, looked, done)));
                        });
        if (!taken) {
            done.accept(failed("too much is being looked at already"));
        }
    }

    private void dumped(
            Subject subject, IncidentDraft draft, Looked looked, Consumer<Dumped> done) {
        try {
            gathering.addOutput(subject, draft, looked);
            IncidentSummary summary = gathering.summaryOfDump(subject, now.get());
            IncidentFolder folder = draft.finish(summary, subject.spec().evidence());
            String missing = String.join("; ", looked.notes());
            done.accept(new Dumped(true, Optional.of(folder.path().toString()), missing));
        } catch (IOException | RuntimeException e) {
            draft.discard();
            done.accept(failed(reason(e)));
        }
    }

    private static Dumped failed(String detail) {
        return new Dumped(false, Optional.empty(), detail);
    }

    private @Nullable IncidentDraft begin(Subject subject) {
        try {
            return incidents.begin(subject.worker());
        } catch (IOException e) {
            outcome.trouble()
                    .accept(subject.worker() + ": no incident could be begun: " + reason(e));
            return null;
        }
    }

    private boolean submit(Runnable task) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            thread.execute(
                    () -> {
                        waiting.decrementAndGet();
                        survive(task);
                    });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** One fall that cannot be looked at does not keep others from being looked at. */
    private void survive(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            outcome.trouble().accept("evidence could not be gathered: " + reason(e));
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            var unused = thread.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Examined> left = new ArrayList<>(examined.values());
        left.forEach(one -> one.draft().discard());
        incidents.settleUnfinished();
    }
}
