package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.evidence.Evidence;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.runtime.loop.Clock;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Decides when a worker's {@code on_failure} is run: once an episode, which begins with the first
 * fall that nobody asked for and that is no success, and is over when the worker has had a good run
 * or is started by hand. It waits until it is known what the fall was, but not for ever.
 */
final class Failures {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Clock clock;
    private final Inbox inbox;
    private final FailureCommands command;
    private final Evidence evidence;
    private final Map<String, Episode> episodes = new HashMap<>();

    /** What has been told of a worker's falls in a row. */
    private static final class Episode {
        boolean told;
        long runningSince;
        boolean runs;

        /** Whose explanation is waited for. */
        final Map<Long, WorkerUnit> awaited = new HashMap<>();
    }

    /**
     * @param command runs it
     * @param evidence keeps the incident that it is run with
     */
    Failures(Clock clock, Inbox inbox, FailureCommands command, Evidence evidence) {
        this.clock = clock;
        this.inbox = inbox;
        this.command = command;
        this.evidence = evidence;
    }

    /** A worker is no more. */
    void forget(String worker) {
        episodes.remove(worker);
    }

    void happened(WorkerUnit unit, Happening what) {
        if (unit.spec().evidence().onFailure().command().isEmpty()) {
            episodes.remove(unit.name());
            return;
        }
        Episode episode = episodes.computeIfAbsent(unit.name(), name -> new Episode());
        Snapshot snapshot = unit.snapshot();
        switch (what) {
            case RUNNING, ADOPTED -> {
                episode.runs = true;
                episode.runningSince = clock.nanos();
                endIfFresh(episode, snapshot);
            }
            case STARTING, STOPPED -> endIfFresh(episode, snapshot);
            case FELL, COULD_NOT_START -> fell(unit, episode);
            case GAVE_UP -> tell(unit, episode);
            case WAITING, BACKOFF, EXITED, STOPPING, LEFTOVERS, EXAMINING, KILLING, HELD -> {}
        }
    }

    /** Whatever is done by hand begins anew. */
    private static void endIfFresh(Episode episode, Snapshot snapshot) {
        episode.told &= snapshot.falls() > 0;
    }

    private void fell(WorkerUnit unit, Episode episode) {
        Fall fall = unit.snapshot().lastFall();
        if (fall == null) {
            return;
        }
        var policy = unit.spec().lifecycle().restart();
        boolean goodRun =
                episode.runs && fall.at() - episode.runningSince >= policy.resetAfter().toNanos();
        episode.told &= !goodRun;
        episode.runs = false;
        if (!fall.asked() && !policy.isSuccess(fall)) {
            tell(unit, episode);
        }
    }

    private void tell(WorkerUnit unit, Episode episode) {
        Fall fall = unit.snapshot().lastFall();
        if (episode.told || fall == null) {
            return;
        }
        episode.told = true;
        episode.awaited.put(fall.generation(), unit);
        evidence.pin(unit.name(), fall.generation());
        Explained known = unit.explained();
        if (known != null) {
            explained(known);
            return;
        }
        CompletableFuture.delayedExecutor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                .execute(
                        () -> inbox.post(new Message.Later(() -> tellAnyway(unit, fall, episode))));
    }

    /** It is known now what a fall was. */
    void explained(Explained found) {
        Episode episode = episodes.get(found.worker());
        WorkerUnit unit = episode == null ? null : episode.awaited.remove(found.generation());
        if (unit != null) {
            command.run(
                    unit.spec(),
                    new FailureCommands.Reason(
                            found.generation(),
                            found.sentence(),
                            found.finding(),
                            found.incident()));
        }
    }

    private void tellAnyway(WorkerUnit unit, Fall fall, Episode episode) {
        if (episode.awaited.remove(fall.generation()) != null) {
            command.run(
                    unit.spec(),
                    new FailureCommands.Reason(
                            fall.generation(), EndCause.of(fall.cause()).text(), "", null));
        }
    }

    /**
     * The supervisor ends: what has failed is still told of, with what is found within a moment.
     *
     * @param handle takes what comes meanwhile
     */
    void finish(Consumer<Message> handle) throws InterruptedException {
        long end = clock.nanos() + FAREWELL.toNanos();
        while (isAwaiting() && end - clock.nanos() > 0) {
            Message message = inbox.take(end - clock.nanos());
            if (message != null) {
                handle.accept(message);
            }
        }
        for (Episode episode : episodes.values()) {
            for (WorkerUnit unit : List.copyOf(episode.awaited.values())) {
                Fall fall = unit.snapshot().lastFall();
                if (fall != null) {
                    tellAnyway(unit, fall, episode);
                }
            }
        }
        command.close();
    }

    private boolean isAwaiting() {
        return episodes.values().stream().anyMatch(episode -> !episode.awaited.isEmpty());
    }
}
