package io.ottugi.supervisor.cli.events;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.EventFile;
import io.ottugi.supervisor.cli.base.FullDisks;
import io.ottugi.supervisor.cli.base.KnownWorkers;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.base.WallClock;
import io.ottugi.supervisor.cli.why.Case;
import io.ottugi.supervisor.cli.why.EventLog;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The workers that are meant, with all that is known of each.
 *
 * @param supervised whether a supervisor is up
 * @param diskFull a sentence if the filesystem of its state is full now
 */
record Cases(String supervisor, boolean supervised, Optional<String> diskFull, List<Case> all) {

    static Cases of(Context context, Optional<InstanceName> name, List<String> patterns)
            throws InterruptedException {
        Supervisors supervisors = Supervisors.of(context);
        Places.Instance instance = supervisors.choose(name);
        JsonObject status = supervisors.status(instance, patterns);
        try {
            boolean up = Json.string(status.getAsJsonObject("supervisor"), "state").equals("up");
            return new Maker(instance, name.isPresent(), up).cases(status, patterns);
        } catch (BadJson e) {
            throw new Failure(
                    ExitCode.SOFTWARE,
                    "the supervisor's status could not be read: " + e.getMessage());
        }
    }

    ExitCode exitCode() {
        if (!supervised) {
            return ExitCode.NO_SUPERVISOR;
        }
        boolean full = diskFull.isPresent() || all.stream().anyMatch(c -> c.diskFull().isPresent());
        return !full && all.stream().allMatch(Case::isWell) ? ExitCode.OK : ExitCode.DOWN;
    }

    private record Maker(Places.Instance instance, boolean named, boolean up) {
        Cases cases(JsonObject status, List<String> patterns) throws BadJson, InterruptedException {
            Map<String, JsonObject> known = new LinkedHashMap<>();
            for (JsonObject worker : Json.objects(status, "workers")) {
                known.put(Json.string(worker, "name"), worker);
            }
            EventLog events = EventLog.of(events());
            List<String> units =
                    up
                            ? List.copyOf(known.keySet())
                            : new KnownWorkers(instance, events.units()).meant(patterns);
            String name = instance.name().value();
            if (units.isEmpty() && !up) {
                throw new Failure(
                        ExitCode.NO_SUPERVISOR,
                        "no supervisor is up under '"
                                + name
                                + "', and there are no traces of one"
                                + Supervisors.ofOthers(instance.name()));
            }
            String gone = up ? "" : events.supervisorsEnd(WallClock.now(), ZoneId.systemDefault());
            List<Case> all = new ArrayList<>();
            for (String unit : units) {
                Case.Whose whose = new Case.Whose(unit, name, up, gone, named);
                all.add(new Case(whose, known.get(unit), events.history(unit), incidents(unit)));
            }
            String full = Json.stringOrNull(status.getAsJsonObject("supervisor"), FullDisks.MEMBER);
            return new Cases(name, up, Optional.ofNullable(full), List.copyOf(all));
        }

        private List<String> events() throws InterruptedException {
            List<String> lines = new ArrayList<>();
            if (!EventFile.exists(instance.events())) {
                return lines;
            }
            try {
                EventFile.read(instance.events(), false, lines::addAll);
                return lines;
            } catch (IOException e) {
                throw new Failure(
                        ExitCode.IO, "cannot read " + instance.events() + ": " + Failure.reason(e));
            }
        }

        /** None if they cannot be read: the event record says most of it as well. */
        private List<IncidentFolder> incidents(String unit) {
            try {
                return IncidentFolder.all(instance.incidents().resolve(unit));
            } catch (IOException e) {
                return List.of();
            }
        }
    }
}
