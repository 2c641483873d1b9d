package io.ottugi.supervisor.cli.why;

import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The whole event record, by worker. */
public final class EventLog {
    private static final String DOWN = "down";

    private final Map<String, History.Collector> units = new LinkedHashMap<>();
    private final List<Event> forAll = new ArrayList<>();
    private @Nullable Instant since;
    private @Nullable Instant down;
    private History.@Nullable Asked askedDown;

    private record Event(RecordedEvent event, Instant at) {}

    /** Takes lines of the record, oldest first; what cannot be read is passed over. */
    public static EventLog of(List<String> lines) {
        EventLog log = new EventLog();
        lines.forEach(log::take);
        return log;
    }

    private void take(String line) {
        try {
            RecordedEvent event = RecordedEvent.parse(line);
            Instant at = event.at();
            if (at != null) {
                since = since == null ? at : since;
                take(event, at);
            }
        } catch (BadJson e) {
            // Half a line, as a full disk leaves it.
        }
    }

    private void take(RecordedEvent event, Instant at) {
        String worker = event.worker();
        supervisor(event, at);
        if (worker != null) {
            of(worker).take(event, at);
        } else if (event.is(EventKind.ASKED)) {
            List<String> workers = event.texts(EventField.WORKERS);
            if (workers.isEmpty()) {
                forAll.add(new Event(event, at));
            }
            workers.forEach(one -> of(one).take(event, at));
        }
    }

    private void supervisor(RecordedEvent event, Instant at) {
        if (event.is(EventKind.SUPERVISOR_UP)) {
            down = null;
            askedDown = null;
        } else if (event.is(EventKind.SUPERVISOR_DOWN)) {
            down = at;
        } else if (event.is(EventKind.ASKED)) {
            History.Asked asked = History.asked(event, at);
            askedDown = asked != null && asked.request().equals(DOWN) ? asked : askedDown;
        }
    }

    /** How the newest supervisor ended, if it did; part of a sentence, empty if nobody knows. */
    public String supervisorsEnd(Instant now, ZoneId zone) {
        Moments moments = new Moments(now, zone);
        if (since == null) {
            return "";
        }
        if (down == null) {
            return "it was killed, or the machine went down";
        }
        String asked = askedDown == null ? "it was told to end" : askedDown.words();
        return asked + " " + moments.ago(down);
    }

    /** Tells whether the newest supervisor ended since an operator took it down. */
    public boolean wasTakenDown() {
        return down != null && askedDown != null;
    }

    private History.Collector of(String unit) {
        return units.computeIfAbsent(unit, name -> new History.Collector());
    }

    /** The workers that it knows. */
    public Set<String> units() {
        return units.keySet();
    }

    public History history(String unit) {
        History.Collector collector = units.get(unit);
        if (collector == null) {
            return new History(List.of(), since, List.of());
        }
        History own = collector.history(since);
        List<History.Asked> asked = new ArrayList<>(own.asked());
        History.Collector general = new History.Collector();
        forAll.forEach(one -> general.take(one.event(), one.at()));
        asked.addAll(general.history(since).asked());
        asked.sort((a, b) -> a.at().compareTo(b.at()));
        return new History(own.ends(), since, asked);
    }
}
