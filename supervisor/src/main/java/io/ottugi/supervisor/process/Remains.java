package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.Family;
import io.ottugi.supervisor.proc.Looks;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.proc.ProcessTable;
import io.ottugi.supervisor.process.launch.ExitWatch;
import io.ottugi.supervisor.process.launch.RunningWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a generation: its {@link Family}. Looks for it beside the loop, asks each to end,
 * and tells when none is left.
 *
 * <p>A stray that has cleared its environment is known by its parents, for as long as it has them:
 * so they are looked at soon after a start or a take-over, and before a signal may end the first
 * process. Once it is an orphan it is a child of ours, since we are a child subreaper. While the
 * only worker is being ended all of those are that worker's; of several it would take cgroups to
 * tell whose the others are. These are told, and ended when all workers are.
 */
public final class Remains {
    private static final long US = ProcessHandle.current().pid();

    /** An end is told after that, though /proc cannot be read for want of descriptors. */
    private static final int LONGEST_LOOK_SECONDS = 2;

    /** What a worker needs to make its children, and often enough for a crowd that starts. */
    private static final int SURVEY_SECONDS = 2;

    /** What ends with its parent needs that long to do so. */
    private static final int LINGER_MILLIS = 200;

    /** Above any pid, so that nobody is in it. */
    private static final long NO_GROUP = Integer.MAX_VALUE;

    private final Signals signals;
    private final ExitWatch exits;
    private final Executor beside;
    private final Looks surveys;
    private final Looks looks;
    private final Looks looksBelowUs;
    private final BooleanSupplier soleWorker;
    private final Predicate<ProcStat> apart;
    private final Listener listener;
    private final Map<Cookie, Ending> endings = new ConcurrentHashMap<>();
    private final Map<String, Family> living = new ConcurrentHashMap<>();
    private final AtomicBoolean surveyIsDue = new AtomicBoolean();
    private final Set<ProcessIdentity> told = new HashSet<>();

    /** Is told on the thread beside the loop. */
    public interface Listener {
        /**
         * A process may not be signalled.
         *
         * @param worker whose it is; null for an orphan of which that is not known
         */
        void refused(@Nullable String worker, ProcessIdentity process, SignalName signal);

        /**
         * Orphans live on of which it cannot be known whether they came of this worker, whose
         * generation has ended, or of another. Each is told once. First processes of other workers
         * may be among them, if those have been started just now.
         */
        void strays(String worker, List<ProcessIdentity> orphans);
    }

    /**
     * @param beside where /proc is searched, off the loop, on one thread
     * @param soleWorker whether there is but one worker now; asked on any thread
     * @param apart which orphans are no worker's, but of what we run ourselves
     */
    public Remains(
            Signals signals,
            ExitWatch exits,
            Executor beside,
            BooleanSupplier soleWorker,
            Predicate<ProcStat> apart,
            Listener listener) {
        this.signals = signals;
        this.exits = exits;
        this.beside = beside;
        this.surveys = new Looks(beside, ProcessTable::readParents);
        this.looks = new Looks(beside, ProcessTable::read);
        this.looksBelowUs = new Looks(beside, () -> ProcessTable.readBelow(US));
        this.soleWorker = soleWorker;
        this.apart = apart;
        this.listener = listener;
    }

    /** Processes that are being ended: whom, and what was done. Touched beside the loop only. */
    private static final class Ending {
        final Function<ProcessTable, Set<ProcessIdentity>> members;
        final Set<ProcessIdentity> asked = new HashSet<>();
        final CompletableFuture<ProcessTable> cleared = new CompletableFuture<>();
        final long group;
        final Signals.Refusals refusals;
        SignalName signal;
        boolean doubted;

        /**
         * @param group of the generation
         */
        Ending(
                long group,
                SignalName signal,
                Signals.Refusals refusals,
                Function<ProcessTable, Set<ProcessIdentity>> members) {
            this.group = group;
            this.refusals = refusals;
            this.members = members;
            this.signal = signal;
        }
    }

    /**
     * Remembers what descends from a worker: of one that has just started once it has had time to
     * make its children. One pass serves all that start meanwhile.
     */
    public void follow(RunningWorker worker) {
        living.put(worker.cookie().worker(), worker.family());
        if (worker.adopted()) {
            surveys.next(this::survey);
        } else if (surveyIsDue.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(SURVEY_SECONDS, TimeUnit.SECONDS, beside)
                    .execute(
                            () -> {
                                surveyIsDue.set(false);
                                surveys.next(this::survey);
                            });
        }
    }

    /**
     * Looks what descends from a worker as long as its first process lives, by which that is known.
     *
     * @return completes beside the loop, after one pass; also where that takes too long
     */
    public CompletableFuture<Void> know(RunningWorker worker) {
        CompletableFuture<Void> known = new CompletableFuture<>();
        surveys.next(
                table -> {
                    worker.family().in(table);
                    survey(table);
                    known.complete(null);
                });
        return known.completeOnTimeout(null, LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void survey(ProcessTable table) {
        living.values().forEach(family -> family.in(table));
    }

    /**
     * Tells whether anything is left of a generation whose first process has ended. What comes of a
     * child of ours is below us for as long as it lives, since its orphans fall to us; what an
     * adopted worker left is init's, and takes a longer look.
     *
     * @return completes beside the loop, after one pass
     */
    public CompletableFuture<Left> areThere(RunningWorker ended, Escaped escaped) {
        CompletableFuture<Left> found = new CompletableFuture<>();
        Looks enough = ended.adopted() ? looks : looksBelowUs;
        enough.next(
                table -> {
                    Left left = Left.of(withOrphans(table, ended.family(), escaped));
                    if (!left.any()) {
                        over(ended.family(), table);
                    }
                    found.complete(left);
                });
        return found.completeOnTimeout(Left.UNKNOWN, LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** The same a moment later, when what was on its way out has gone. */
    public CompletableFuture<Left> areStillThere(RunningWorker ended, Escaped escaped) {
        return later(LINGER_MILLIS).thenCompose(now -> areThere(ended, escaped));
    }

    /**
     * The process that a pid file names by now, if it may have come of this start, and else what
     * lives of that start.
     *
     * @param escaped what may have left it
     */
    public CompletableFuture<Followed> search(
            RunningWorker starter, Escaped escaped, Search search) {
        return later(search.millis())
                .thenCompose(
                        now -> {
                            Optional<ProcessIdentity> named =
                                    PidFile.named(search.pidFile(), starter, escaped);
                            return named.isPresent()
                                    ? CompletableFuture.completedFuture(
                                            new Followed(named, Left.UNKNOWN))
                                    : look(starter, escaped)
                                            .thenApply(left -> new Followed(named, left));
                        });
    }

    private CompletableFuture<Left> look(RunningWorker starter, Escaped escaped) {
        CompletableFuture<Left> found = new CompletableFuture<>();
        looksBelowUs.next(
                table -> found.complete(Left.of(withOrphans(table, starter.family(), escaped))));
        return found.completeOnTimeout(Left.UNKNOWN, LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> later(long millis) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, beside));
    }

    /**
     * A look into a pid file.
     *
     * @param millis how long from now
     */
    public record Search(Path pidFile, long millis) {}

    /**
     * What came of looking into a pid file.
     *
     * @param named the process that it names, if it can be believed
     * @param left what else lives of that start
     */
    public record Followed(Optional<ProcessIdentity> named, Left left) {}

    /**
     * Completes when nothing of the generation lives.
     *
     * @param signal sent once to each process that is found
     */
    public CompletableFuture<Void> end(RunningWorker ended, SignalName signal, Escaped escaped) {
        Family family = ended.family();
        Cookie cookie = ended.cookie();
        Ending ending =
                new Ending(
                        ended.pid(),
                        signal,
                        refusals(cookie.worker()),
                        table -> withOrphans(table, family, escaped));
        endings.put(cookie, ending);
        looks.next(table -> look(ending, table));
        return ending.cleared
                .thenAccept(table -> over(family, table))
                .thenRun(() -> endings.remove(cookie, ending));
    }

    /** Nothing lives of it any more, as far as can be known. */
    private void over(Family family, ProcessTable table) {
        living.remove(family.cookie().worker(), family);
        Set<ProcessIdentity> orphans = allOrphans(table);
        told.retainAll(orphans);
        List<ProcessIdentity> strays =
                orphans.stream()
                        .filter(orphan -> isUnknown(orphan, family.leader()) && told.add(orphan))
                        .toList();
        if (!strays.isEmpty()) {
            listener.strays(family.cookie().worker(), strays);
        }
    }

    /** During an exec there is no environment for a moment, so it is read once more. */
    private boolean isUnknown(ProcessIdentity orphan, ProcessIdentity leader) {
        return orphan.startTicks() >= leader.startTicks()
                && living.values().stream().noneMatch(family -> family.has(orphan))
                && Cookie.carriedBy(orphan.pid()).isEmpty()
                && orphan.isAlive();
    }

    /**
     * Ends all orphans that fell to us, whosever they were. To be called when every worker has been
     * stopped and none is started any more.
     *
     * @param grace from TERM until KILL
     * @return completes when none is left
     */
    public CompletableFuture<?> endOrphans(Duration grace) {
        Ending ending = new Ending(NO_GROUP, SignalName.TERM, refusals(null), this::allOrphans);
        looks.next(table -> look(ending, table));
        killAfter(grace, ending);
        return ending.cleared;
    }

    /** Completes when these processes have ended, which are left alone meanwhile. */
    public CompletableFuture<Void> outlive(Collection<ProcessIdentity> processes) {
        return CompletableFuture.allOf(
                processes.stream().map(exits::watch).toArray(CompletableFuture[]::new));
    }

    /** Sends KILL to all that lives of the generation, and to what is yet found of it. */
    public void kill(RunningWorker worker) {
        Ending ending = endings.get(worker.cookie());
        looks.next(
                table -> {
                    if (ending == null) {
                        kill(worker.family().in(table), refusals(worker.cookie().worker()));
                    } else {
                        kill(ending, table);
                    }
                });
    }

    private void killAfter(Duration grace, Ending ending) {
        CompletableFuture.delayedExecutor(grace.toNanos(), TimeUnit.NANOSECONDS, beside)
                .execute(
                        () -> {
                            if (!ending.cleared.isDone()) {
                                looks.next(table -> kill(ending, table));
                            }
                        });
    }

    private void kill(Ending ending, ProcessTable table) {
        ending.signal = SignalName.KILL;
        kill(ending.members.apply(table), ending.refusals);
    }

    private void kill(Set<ProcessIdentity> processes, Signals.Refusals refusals) {
        processes.forEach(process -> signals.toProcess(process, SignalName.KILL, refusals));
    }

    private Signals.Refusals refusals(@Nullable String worker) {
        return (process, signal) -> listener.refused(worker, process, signal);
    }

    private void look(Ending ending, ProcessTable table) {
        Set<ProcessIdentity> members = ending.members.apply(table);
        if (members.isEmpty()) {
            lookOnceMoreOrBelieve(ending, table);
            return;
        }
        ending.doubted = false;
        for (ProcessIdentity member : members) {
            if (ending.asked.add(member)) {
                signals.toProcess(member, ending.signal, ending.refusals);
                signals.toProcess(member, SignalName.CONT, Signals.Refusals.UNTOLD);
            }
        }
        var unused = outlive(members).thenRun(() -> looks.next(again -> look(ending, again)));
    }

    /** What was forked during a pass, by one that ended in it, the pass has not seen. */
    private void lookOnceMoreOrBelieve(Ending ending, ProcessTable seen) {
        boolean doubtful = !ending.asked.isEmpty() || signals.groupExists(ending.group);
        if (doubtful && !ending.doubted) {
            ending.doubted = true;
            looks.next(table -> look(ending, table));
        } else {
            ending.cleared.complete(seen);
        }
    }

    private Set<ProcessIdentity> withOrphans(ProcessTable table, Family family, Escaped escaped) {
        Set<ProcessIdentity> members = family.in(table);
        boolean sole = soleWorker.getAsBoolean();
        orphans(table)
                .filter(
                        row ->
                                sole
                                        ? row.cookie()
                                                .filter(c -> c.isNoneOf(family.cookie()))
                                                .isEmpty()
                                        : row.cookie().isEmpty() && escaped.is(row.stat()))
                .forEach(row -> members.add(row.stat().identity()));
        return members;
    }

    private Stream<ProcessTable.Row> orphans(ProcessTable table) {
        return table.orphansOf(US).filter(row -> !apart.test(row.stat()));
    }

    private Set<ProcessIdentity> allOrphans(ProcessTable table) {
        Set<ProcessIdentity> all = new HashSet<>();
        orphans(table).forEach(row -> all.add(row.stat().identity()));
        return all;
    }
}
