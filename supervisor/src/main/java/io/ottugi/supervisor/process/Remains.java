package io.ottugi.supervisor.process;

import io.ottugi.supervisor.config.SignalName;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What is left of a generation: its session, its group, and strays that carry its cookie. Looks for
 * them beside the loop, asks each to end, and tells when none is left.
 *
 * <p>A stray that has cleared its environment is known by its parent: orphans of a child subreaper
 * are its children. While a worker is being ended and none is started, all of them are the
 * worker's; with several workers to a supervisor it would take cgroups to tell whose.
 */
public final class Remains {
    private final Signals signals;
    private final ExitWatch exits;
    private final Executor beside;

    /**
     * @param beside where /proc is searched, off the loop
     */
    public Remains(Signals signals, ExitWatch exits, Executor beside) {
        this.signals = signals;
        this.exits = exits;
        this.beside = beside;
    }

    /**
     * Completes when nothing of the generation lives.
     *
     * @param signal sent once to each process that is found
     */
    public CompletableFuture<Void> end(ProcessIdentity leader, Cookie cookie, SignalName signal) {
        CompletableFuture<Void> cleared = new CompletableFuture<>();
        beside.execute(() -> look(leader, cookie, signal, true, new HashSet<>(), cleared));
        return cleared;
    }

    /**
     * Ends what is left of a generation that nobody waits for.
     *
     * @param signal sent first
     * @param grace from then until KILL
     */
    public void sweep(ProcessIdentity leader, Cookie cookie, SignalName signal, Duration grace) {
        beside.execute(
                () -> {
                    if (!members(leader, cookie, false).isEmpty()) {
                        look(
                                leader,
                                cookie,
                                signal,
                                false,
                                new HashSet<>(),
                                new CompletableFuture<>());
                        CompletableFuture.delayedExecutor(
                                        grace.toNanos(), TimeUnit.NANOSECONDS, beside)
                                .execute(() -> killNow(leader, cookie, false));
                    }
                });
    }

    /** Completes when these processes have ended, which are left alone meanwhile. */
    public CompletableFuture<Void> outlive(List<ProcessIdentity> processes) {
        return CompletableFuture.allOf(
                processes.stream().map(exits::watch).toArray(CompletableFuture[]::new));
    }

    /** Sends KILL to all that lives of the generation, beside the loop. */
    public void kill(ProcessIdentity leader, Cookie cookie) {
        beside.execute(() -> killNow(leader, cookie, false));
    }

    private void killNow(ProcessIdentity leader, Cookie cookie, boolean orphansToo) {
        for (ProcessIdentity member : members(leader, cookie, orphansToo)) {
            signals.toProcess(member, SignalName.KILL);
        }
    }

    private void look(
            ProcessIdentity leader,
            Cookie cookie,
            SignalName signal,
            boolean orphansToo,
            Set<ProcessIdentity> asked,
            CompletableFuture<Void> cleared) {
        List<ProcessIdentity> members;
        try {
            members = members(leader, cookie, orphansToo);
        } catch (UncheckedIOException e) {
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, beside)
                    .execute(() -> look(leader, cookie, signal, orphansToo, asked, cleared));
            return;
        }
        if (members.isEmpty()) {
            cleared.complete(null);
            return;
        }
        for (ProcessIdentity member : members) {
            if (asked.add(member)) {
                signals.toProcess(member, signal);
                signals.toProcess(member, SignalName.CONT);
            }
        }
        var unused =
                outlive(members)
                        .thenRunAsync(
                                () -> look(leader, cookie, signal, orphansToo, asked, cleared),
                                beside);
    }

    private static List<ProcessIdentity> members(
            ProcessIdentity leader, Cookie cookie, boolean orphansToo) {
        Optional<ProcStat> holder = ProcStat.read(leader.pid());
        boolean numberIsOurs = holder.isEmpty() || holder.get().startTicks() == leader.startTicks();
        Set<ProcessIdentity> members = new HashSet<>();
        if (numberIsOurs) {
            addGroupAndSession(leader.pid(), members);
        }
        CookieScan.ofGeneration(cookie).forEach(c -> members.add(identity(c.stat())));
        if (orphansToo) {
            addOrphans(members);
        }
        return new ArrayList<>(members);
    }

    private static void addOrphans(Set<ProcessIdentity> members) {
        long us = ProcessHandle.current().pid();
        for (long pid : ProcFile.pids()) {
            ProcStat.read(pid)
                    .filter(ProcStat::isAlive)
                    .filter(stat -> stat.parent() == us)
                    .ifPresent(stat -> members.add(identity(stat)));
        }
    }

    private static void addGroupAndSession(long leader, Set<ProcessIdentity> members) {
        for (long pid : ProcFile.pids()) {
            ProcStat.read(pid)
                    .filter(ProcStat::isAlive)
                    .filter(stat -> stat.group() == leader || stat.session() == leader)
                    .ifPresent(stat -> members.add(identity(stat)));
        }
    }

    private static ProcessIdentity identity(ProcStat stat) {
        return new ProcessIdentity(stat.pid(), stat.startTicks(), ProcessIdentity.currentBoot());
    }
}
