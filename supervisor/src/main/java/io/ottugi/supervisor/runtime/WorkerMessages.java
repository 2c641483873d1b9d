package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.evidence.Noticed;
import io.ottugi.supervisor.fleet.Fleet;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.GivenUp;
import io.ottugi.supervisor.logs.rotate.LogEvent;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.Message;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Hands messages to the unit that they are about; those about none that is there are dropped. */
final class WorkerMessages {
    private final Fleet<WorkerUnit> fleet;
    private final Journal journal;
    private final Consumer<Explained> explanations;

    /**
     * @param explanations takes what falls were found to be, once their units have
     */
    WorkerMessages(Fleet<WorkerUnit> fleet, Journal journal, Consumer<Explained> explanations) {
        this.fleet = fleet;
        this.journal = journal;
        this.explanations = explanations;
    }

    void take(Message message) {
        if (message instanceof Message.ProcessEnded m) {
            unit(m.worker(), unit -> unit.ended(m.generation(), m.pid(), m.status()));
        } else if (message instanceof Message.ProcessGone m) {
            unit(m.worker(), unit -> unit.gone(m.generation(), m.pid(), m.status()));
        } else if (message instanceof Message.GenerationCleared m) {
            unit(m.worker(), unit -> unit.handle(new Event.Cleared(m.generation())));
        } else if (message instanceof Message.SignalRefused m) {
            refused(m);
        } else if (message instanceof Message.StraysLeft m) {
            strays(m);
        } else if (message instanceof Message.DoubtResolved m) {
            unit(
                    m.worker(),
                    unit -> {
                        fleet.release(unit);
                        unit.reconsider(GivenUp.UNPROVED);
                    });
        } else if (message instanceof Message.FilesChanged m) {
            unit(m.worker(), unit -> unit.reconsider(GivenUp.CAUSE));
        } else if (message instanceof Message.Examined m) {
            examined(m);
            unit(m.worker(), unit -> unit.handle(new Event.Examined(m.generation())));
        } else if (message instanceof Message.Later m) {
            m.rest().run();
        } else if (message instanceof Message.LogChanged m) {
            logChanged(m.news());
        } else if (message instanceof Message.FallExplained m) {
            explained(m.explained());
        } else if (message instanceof Message.DumpFound m) {
            found(m.noticed());
        } else {
            throw new IllegalStateException("nobody takes " + message);
        }
    }

    private void refused(Message.SignalRefused refused) {
        if (refused.worker() == null) {
            journal.refused(null, refused.process().pid(), refused.signal());
        } else {
            unit(refused.worker(), unit -> unit.refused(refused.process(), refused.signal()));
        }
    }

    /** A worker that was started while they were looked for is known here by now. */
    private void strays(Message.StraysLeft left) {
        Set<Long> first =
                fleet.registry().all().stream()
                        .map(unit -> unit.snapshot().pid())
                        .collect(Collectors.toSet());
        List<ProcessIdentity> strays =
                left.orphans().stream().filter(orphan -> !first.contains(orphan.pid())).toList();
        if (!strays.isEmpty()) {
            journal.strays(left.worker(), strays);
            unit(left.worker(), unit -> unit.left(strays));
        }
    }

    private void unit(String name, Consumer<WorkerUnit> action) {
        WorkerUnit unit = fleet.registry().find(name);
        if (unit != null) {
            action.accept(unit);
        }
    }

    private void logChanged(LogEvent news) {
        EventFields details =
                new EventFields().put(EventField.WORKER, news.worker()).putAll(news.details());
        journal.supervisor(news.event(), details, news.worker() + ": " + news.sentence());
    }

    private void examined(Message.Examined examined) {
        EventFields details =
                new EventFields()
                        .put(EventField.WORKER, examined.worker())
                        .put(EventField.GENERATION, examined.generation())
                        .put(EventField.TOOK_MS, examined.millis());
        String took = Durations.format(Duration.ofMillis(examined.millis()));
        journal.supervisor(
                EventKind.EXAMINED, details, examined.worker() + ": was looked at for " + took);
    }

    private void found(Noticed found) {
        EventFields details =
                new EventFields()
                        .put(EventField.WORKER, found.worker())
                        .put(EventField.GENERATION, found.generation())
                        .putAll(found.details());
        journal.supervisor(EventKind.DUMP_FOUND, details, found.worker() + ": " + found.sentence());
    }

    private void explained(Explained found) {
        EventFields details =
                new EventFields()
                        .put(EventField.WORKER, found.worker())
                        .put(EventField.GENERATION, found.generation())
                        .putAll(found.details());
        journal.supervisor(EventKind.EXPLAINED, details, found.worker() + ": " + found.sentence());
        unit(found.worker(), unit -> unit.explain(found));
        explanations.accept(found);
    }
}
