package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.SignalName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a generation: its session, its group, and strays that carry its cookie. Looks for
 * them beside the loop, asks each to end, and tells when none is left.
 *
 * <p>A stray that has cleared its environment is known by its parent: orphans of a child subreaper
 * are its children. While the only worker is being ended all of them are that worker's; of several
 * it would take cgroups to tell whose, so they are ended when all workers are.
 */
public final class Remains {
    private static final long US = ProcessHandle.current().pid();

    /** An end is told after that, though /proc cannot be read for want of descriptors. */
    private static final int LONGEST_LOOK_SECONDS = 2;

    /** Above any pid, so that nobody is in it. */
    private static final long NO_GROUP = Integer.MAX_VALUE;

    private final Signals signals;
    private final ExitWatch exits;
    private final Executor beside;
    private final Looks looks;
    private final Looks looksBelowUs;
    private final BooleanSupplier soleWorker;
    private final Predicate<ProcStat> apart;
    private final Refused refused;
    private final Map<Cookie, Ending> endings = new ConcurrentHashMap<>();

    /** Is told of each process that may not be signalled; on the thread beside the loop. */
    public interface Refused {
        /**
         * @param worker whose it is; null for an orphan of which that is not known
         */
        void tell(@Nullable String worker, ProcessIdentity process, SignalName signal);
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
            Refused refused) {
        this.signals = signals;
        this.exits = exits;
        this.beside = beside;
        this.looks = new Looks(beside, ProcessTable::read);
        this.looksBelowUs = new Looks(beside, () -> ProcessTable.readBelow(US));
        this.soleWorker = soleWorker;
        this.apart = apart;
        this.refused = refused;
    }

    /** Processes that are being ended: whom, and what was done. Touched beside the loop only. */
    private static final class Ending {
        final Function<ProcessTable, Set<ProcessIdentity>> members;
        final Set<ProcessIdentity> asked = new HashSet<>();
        final CompletableFuture<Void> cleared = new CompletableFuture<>();
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
     * Tells whether anything is left of a generation whose first process has ended. What comes of a
     * child of ours is below us for as long as it lives, since its orphans fall to us; what an
     * adopted worker left is init's, and takes a longer look.
     *
     * @return completes beside the loop, after one pass; with true where that takes too long
     */
    public CompletableFuture<Boolean> areThere(RunningWorker ended) {
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        Looks enough = ended.adopted() ? looks : looksBelowUs;
        enough.next(
                table ->
                        found.complete(
                                !withOrphans(table, ended.identity(), ended.cookie()).isEmpty()));
        return found.completeOnTimeout(true, LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Completes when nothing of the generation lives.
     *
     * @param signal sent once to each process that is found
     */
    public CompletableFuture<Void> end(ProcessIdentity leader, Cookie cookie, SignalName signal) {
        Ending ending =
                new Ending(
                        leader.pid(),
                        signal,
                        refusals(cookie.worker()),
                        table -> withOrphans(table, leader, cookie));
        endings.put(cookie, ending);
        looks.next(table -> look(ending, table));
        return ending.cleared.thenRun(() -> endings.remove(cookie, ending));
    }

    /**
     * Ends all orphans that fell to us, whosever they were. To be called when every worker has been
     * stopped and none is started any more.
     *
     * @param grace from TERM until KILL
     * @return completes when none is left
     */
    public CompletableFuture<Void> endOrphans(Duration grace) {
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
    public void kill(ProcessIdentity leader, Cookie cookie) {
        Ending ending = endings.get(cookie);
        looks.next(
                table -> {
                    if (ending == null) {
                        kill(table.of(leader, cookie), refusals(cookie.worker()));
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
        return (process, signal) -> refused.tell(worker, process, signal);
    }

    private void look(Ending ending, ProcessTable table) {
        Set<ProcessIdentity> members = ending.members.apply(table);
        if (members.isEmpty()) {
            lookOnceMoreOrBelieve(ending);
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
    private void lookOnceMoreOrBelieve(Ending ending) {
        boolean doubtful = !ending.asked.isEmpty() || signals.groupExists(ending.group);
        if (doubtful && !ending.doubted) {
            ending.doubted = true;
            looks.next(table -> look(ending, table));
        } else {
            ending.cleared.complete(null);
        }
    }

    private Set<ProcessIdentity> withOrphans(
            ProcessTable table, ProcessIdentity leader, Cookie cookie) {
        Set<ProcessIdentity> members = table.of(leader, cookie);
        if (soleWorker.getAsBoolean()) {
            orphans(table)
                    .filter(row -> row.cookie().filter(c -> isOther(c, cookie)).isEmpty())
                    .forEach(row -> members.add(row.stat().identity()));
        }
        return members;
    }

    /** Another worker of ours, just added perhaps, or a successor. */
    private static boolean isOther(Cookie found, Cookie ending) {
        return found.isOfSameSupervisorAs(ending)
                && !(found.worker().equals(ending.worker())
                        && found.generation() <= ending.generation());
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
