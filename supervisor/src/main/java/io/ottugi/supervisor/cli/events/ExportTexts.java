package io.ottugi.supervisor.cli.events;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.cli.base.Conversation;
import io.ottugi.supervisor.cli.base.EventFile;
import io.ottugi.supervisor.cli.base.LastPlan;
import io.ottugi.supervisor.cli.base.Unsupervised;
import io.ottugi.supervisor.cli.base.WallClock;
import io.ottugi.supervisor.cli.base.WorkerNames;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.value.ShellQuoting;
import io.ottugi.supervisor.control.ControlClient;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.Version;
import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is exported beside an incident, without secrets. */
final class ExportTexts {
    private static final int MOST_EVENTS = 500;
    private static final List<String> COMMANDS = List.of("command", "running_command");

    private final Places.Instance instance;
    private final String unit;
    private final Optional<Definition> definition;
    private final Masking masking;

    ExportTexts(Places.Instance instance, String unit) {
        this.instance = instance;
        this.unit = unit;
        Optional<Plan> plan = LastPlan.of(instance);
        this.definition =
                plan.stream()
                        .flatMap(all -> all.workers().stream())
                        .filter(worker -> worker.name().equals(WorkerNames.worker(unit)))
                        .findFirst();
        this.masking = new Masking(variables());
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        String family = Key.ENVIRONMENT.label().replaceFirst("[^.]*$", "");
        definition.ifPresent(
                worker ->
                        worker.settings()
                                .values()
                                .forEach(
                                        (key, value) -> {
                                            if (Key.ENVIRONMENT.names(key)) {
                                                variables.put(
                                                        key.substring(family.length()), value);
                                            }
                                        }));
        return variables;
    }

    /** Texts by the names of their files. */
    Map<String, String> texts(IncidentFolder incident) throws InterruptedException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("about.txt", about(incident));
        texts.put("settings.txt", settings());
        texts.put("status.json", status());
        texts.put("events.jsonl", events());
        return texts;
    }

    private String about(IncidentFolder incident) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"worker", unit});
        rows.add(new String[] {"supervisor", instance.name().value()});
        rows.add(new String[] {"incident", Long.toString(incident.number())});
        rows.add(new String[] {"exported", WallClock.now().toString()});
        rows.add(new String[] {"ottugi", Version.text()});
        rows.add(
                new String[] {
                    "java", property("java.vm.name") + " " + property("java.runtime.version")
                });
        rows.add(
                new String[] {
                    "kernel",
                    property("os.name") + " " + property("os.version") + " " + property("os.arch")
                });
        rows.add(new String[] {"system", system()});
        return Columns.of(rows)
                + "\nThe Java above is Ottugi's own. Secrets are masked with ***.\n";
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    /** As os-release(5) has it. */
    private static String system() {
        try {
            return Files.readAllLines(Path.of("/etc/os-release")).stream()
                    .filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private String settings() {
        if (definition.isEmpty()) {
            return "They are not known any more.\n";
        }
        Definition worker = definition.get();
        StringBuilder text = new StringBuilder("command = ");
        text.append(ShellQuoting.words(masking.command(worker.command()))).append('\n');
        worker.settings()
                .values()
                .forEach(
                        (key, value) ->
                                text.append(key)
                                        .append(" = ")
                                        .append(value(key, value))
                                        .append('\n'));
        return text.toString();
    }

    /** What is in a variable is nobody's business, whatever its name. */
    private String value(String key, String value) {
        return Key.ENVIRONMENT.names(key) ? "***" : masking.text(value);
    }

    private String status() {
        try {
            JsonObject status =
                    Conversation.of(instance, Protocol.status(List.of(unit)), ControlClient.PROMPT)
                            .look()
                            .orElseGet(() -> Unsupervised.status(instance, List.of(unit)));
            for (JsonObject worker : Json.objects(status, "workers")) {
                for (String name : COMMANDS) {
                    if (worker.has(name)) {
                        worker.add(name, Json.array(masking.command(Json.strings(worker, name))));
                    }
                }
            }
            return status + "\n";
        } catch (Failure | BadJson e) {
            JsonObject none = new JsonObject();
            none.addProperty("error", e.getMessage());
            return none + "\n";
        }
    }

    private String events() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try {
            EventFile.read(instance.events(), false, lines::addAll);
        } catch (IOException e) {
            return "";
        }
        List<String> own = lines.stream().filter(this::isOurs).toList();
        StringBuilder text = new StringBuilder();
        own.subList(Math.max(0, own.size() - MOST_EVENTS), own.size())
                .forEach(line -> text.append(line).append('\n'));
        return masking.text(text.toString());
    }

    /** Of this worker, or of the supervisor itself. */
    private boolean isOurs(String line) {
        try {
            String worker = RecordedEvent.parse(line).worker();
            return worker == null || worker.equals(unit);
        } catch (BadJson e) {
            return false;
        }
    }
}
