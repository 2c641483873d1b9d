package io.ottugi.supervisor.lifecycle;

import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.events.EventKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every situation × every event, as text for people: what {@code docs/transitions.txt} holds. */
final class TransitionTable {
    private static final String HEADER =
            """
            What happens to a worker, whatever happens
            ==========================================

            Made by TransitionsTest from the machine itself; do not edit. Each block is a situation: the state, what
            is wanted of the worker, what it waits for, and how it came there. Each line is an event and what comes of it:

                event    -> STATE, what is wanted, deadline (counted from the event), what changed | what is done, in order

            "-" means that nothing happens, and that this is meant. Words in lower case among what is done are told to
            the event record. Here the restart policy is "always" but where another is named; the backoff is 100ms × 2 up
            to 30s without jitter, falls are forgotten after 30s, ready timeout 60s, stop timeout 10s, examination 5s.
            A worker counts as started (RUNNING) as soon as it is seen to run (Ready), but where "not for long enough" is
            said: there after 1s. A limit, where one is named, is of 3 restarts within 60s, and its hold is of 5m.
            News of an older generation never does anything; those lines are left out, and tested all the same.
            """;

    private TransitionTable() {}

    static String render() {
        StringBuilder text = new StringBuilder(HEADER);
        for (State state : State.values()) {
            Situations.all()
                    .forEach(
                            (name, story) -> {
                                if (story.get().snapshot().state() == state) {
                                    text.append(block(name, story));
                                }
                            });
        }
        return text.toString();
    }

    private static String block(String name, Supplier<Story> situation) {
        Story before = situation.get();
        StringBuilder text = new StringBuilder("\n");
        text.append(snapshotLine(before.snapshot(), before.now()));
        text.append(": ").append(name).append('\n');
        events(before.snapshot().generation())
                .forEach((label, event) -> text.append(line(label, cell(situation.get(), event))));
        Due due = before.snapshot().due();
        if (due != null) {
            Story late = situation.get().after(Duration.ofNanos(due.at() - before.now()));
            text.append(line("Tick, " + due.kind() + " reached", cell(late, new Event.Tick())));
        }
        return text.toString();
    }

    private static String line(String label, String cell) {
        return "    " + label + " ".repeat(Math.max(1, 25 - label.length())) + "-> " + cell + "\n";
    }

    /** Every event there is, told of the generation. */
    static Map<String, Event> events(long generation) {
        Map<String, Event> events = new LinkedHashMap<>();
        events.put("Start", new Event.Start());
        events.put("Stop", new Event.Stop());
        events.put("Kill", new Event.Kill());
        events.put("Restart", new Event.Restart());
        events.put("RestartWith", new Event.RestartWith());
        events.put("TryAgain", new Event.TryAgain());
        events.put("MayStart", new Event.MayStart());
        events.putAll(news(generation));
        events.put("Adopted", new Event.Adopted(generation + 1, 77, 0));
        events.put("Unproved", new Event.Unproved(generation + 1, "two processes"));
        events.put("Tick", new Event.Tick());
        return events;
    }

    /** The events that are about a generation. */
    static Map<String, Event> news(long generation) {
        Cause exit = new Cause.Ended(new WaitStatus.Exited(7));
        Cause.CouldNotStart why = new Cause.CouldNotStart(Cause.Stage.FORK, "EAGAIN");
        Map<String, Event> news = new LinkedHashMap<>();
        news.put("Spawned", new Event.Spawned(generation, 77));
        news.put("SpawnFailed", new Event.SpawnFailed(generation, why));
        news.put("Ready", new Event.Ready(generation));
        news.put("Examined", new Event.Examined(generation));
        news.put("Ended, none left", new Event.Ended(generation, exit, false));
        news.put("Ended, others live", new Event.Ended(generation, exit, true));
        news.put("Cleared", new Event.Cleared(generation));
        return news;
    }

    private static String cell(Story situation, Event event) {
        Story story = situation.held();
        Snapshot before = story.snapshot();
        try {
            story.on(event);
        } catch (IllegalStateException e) {
            return "REFUSED: " + e.getMessage();
        }
        Snapshot after = story.snapshot();
        if (after.equals(before) && story.actions().isEmpty()) {
            return "-";
        }
        String done = story.actions().stream().map(TransitionTable::name).collect(comma());
        String result = snapshotLine(after, story.now()) + changes(before, after);
        return done.isEmpty() ? result : result + " | " + done;
    }

    private static String snapshotLine(Snapshot snapshot, long now) {
        String wanted = snapshot.desired().name().toLowerCase(Locale.ROOT);
        return snapshot.state() + " " + wanted + due(snapshot.due(), now);
    }

    private static String due(@Nullable Due due, long now) {
        return due == null
                ? ""
                : " " + due.kind() + " +" + Durations.format(Duration.ofNanos(due.at() - now));
    }

    private static String changes(Snapshot before, Snapshot after) {
        StringBuilder text = new StringBuilder();
        if (before.falls() != after.falls()) {
            text.append(", falls ").append(after.falls());
        }
        if (before.restarts() != after.restarts()) {
            text.append(", restarts ").append(after.restarts());
        }
        if (before.givenUp() != after.givenUp()) {
            text.append(after.givenUp() == null ? ", not given up" : ", given up: ");
            text.append(after.givenUp() == null ? "" : after.givenUp());
        }
        if (before.recent().size() != after.recent().size()) {
            text.append(", recent starts ").append(after.recent().size());
        }
        if (before.pid() == 0 && after.pid() != 0) {
            text.append(", has a process");
        }
        if (before.judged() != after.judged() && after.state() == State.STOPPING) {
            text.append(after.judged() ? ", policy decides next" : ", comes back next");
        }
        return text.toString();
    }

    private static String name(Action action) {
        if (action instanceof Action.Tell tell) {
            return EventKind.of(tell.what()).label();
        }
        return action.getClass().getSimpleName();
    }

    private static java.util.stream.Collector<CharSequence, ?, String> comma() {
        return Collectors.joining(", ");
    }
}
