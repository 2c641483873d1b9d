package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.control.ControlArgument;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.control.ResultWord;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.evidence.Evidence.Dumped;
import io.ottugi.supervisor.evidence.Evidence.Wish;
import io.ottugi.supervisor.evidence.Subject;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.runtime.loop.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Evidence of workers that go on, for a client that waits for it. Each is told of when it is there;
 * the last one ends the answer.
 */
final class DumpRequest {
    private static final long LONGEST_RECORDING_MILLIS = Duration.ofHours(1).toMillis();

    private final Surroundings around;
    private final Replies replies;
    private int missing;
    private boolean ok = true;

    private DumpRequest(Surroundings around, Replies replies, int units) {
        this.around = around;
        this.replies = replies;
        this.missing = units;
    }

    /** What a request wishes for. */
    static Wish wish(Request request) throws BadJson {
        boolean histogram = request.flag(ControlArgument.HISTOGRAM);
        if (!request.has(ControlArgument.FLIGHT_RECORDING_MS)) {
            return new Wish(histogram, Optional.empty());
        }
        long millis = request.number(ControlArgument.FLIGHT_RECORDING_MS);
        if (millis < 1 || millis > LONGEST_RECORDING_MILLIS) {
            throw new BadJson("a flight recording takes from 1 ms to 1 hour");
        }
        return new Wish(histogram, Optional.of(Duration.ofMillis(millis)));
    }

    /** Begins with all of them. */
    static void begin(Surroundings around, Replies replies, List<WorkerUnit> units, Wish wish) {
        DumpRequest request = new DumpRequest(around, replies, units.size());
        request.endIfAllCame();
        for (WorkerUnit unit : units) {
            Subject subject = unit.process().subject();
            if (unit.process().running() == null || subject == null) {
                request.tell(unit, Result.notRunning(unit), Optional.empty());
            } else {
                around.evidence()
                        .dump(
                                subject,
                                wish,
                                dumped ->
                                        around.inbox()
                                                .post(
                                                        new Message.Later(
                                                                () -> request.came(unit, dumped))));
            }
        }
    }

    private void came(WorkerUnit unit, Dumped dumped) {
        if (dumped.ok()) {
            EventFields details = new EventFields().put(EventField.WORKER, unit.name());
            dumped.incident().ifPresent(path -> details.put(EventField.INCIDENT, path));
            if (!dumped.detail().isEmpty()) {
                details.put(EventField.DETAIL, dumped.detail());
            }
            String where = dumped.incident().map(path -> ": " + path).orElse("");
            around.journal()
                    .supervisor(
                            EventKind.DUMPED, details, unit.name() + ": evidence taken" + where);
        }
        ResultWord word = dumped.ok() ? ResultWord.DUMPED : ResultWord.FAILED;
        tell(unit, new Result(dumped.ok(), word, dumped.detail()), dumped.incident());
    }

    private void tell(WorkerUnit unit, Result result, Optional<String> incident) {
        JsonObject part = result.toJson(unit);
        incident.ifPresent(path -> part.addProperty("incident", path));
        replies.part(part);
        ok &= result.ok();
        missing--;
        endIfAllCame();
    }

    private void endIfAllCame() {
        if (missing == 0) {
            replies.last(Protocol.done(ok));
        }
    }
}
