package io.ottugi.supervisor.cli.base;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import java.util.Arrays;
import java.util.List;

/** What can be seen of workers whose supervisor was killed: by their records. */
public final class Unsupervised {
    private static final String SUFFIX = ".json";

    private Unsupervised() {}

    /** Recorded workers that live, whether or not their supervisor does. */
    public static List<WorkerRecord> living(Places.Instance instance) {
        WorkerRecords records = new WorkerRecords(instance.records());
        return recorded(instance).stream()
                .flatMap(worker -> records.read(worker).stream())
                .filter(record -> record.identity().isAlive())
                .toList();
    }

    /** The names of all workers that there ever was a record of, and still is. */
    public static List<String> recorded(Places.Instance instance) {
        String[] files = instance.records().toFile().list();
        return Arrays.stream(files == null ? new String[0] : files)
                .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("."))
                .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                .sorted(WorkerNames.ORDER)
                .toList();
    }

    /** As a supervisor would tell it. */
    public static JsonObject status(Places.Instance instance, List<String> patterns) {
        JsonObject supervisor = new JsonObject();
        supervisor.addProperty("name", instance.name().value());
        supervisor.addProperty("state", "none");
        JsonArray workers = new JsonArray();
        for (WorkerRecord record : living(instance)) {
            if (WorkerNames.isMeant(patterns, record.cookie().worker())) {
                workers.add(worker(record));
            }
        }
        JsonObject status = new JsonObject();
        status.addProperty("version", Protocol.VERSION);
        status.add("supervisor", supervisor);
        status.add("workers", workers);
        return status;
    }

    private static JsonObject worker(WorkerRecord record) {
        JsonObject worker = new JsonObject();
        worker.addProperty("name", record.cookie().worker());
        worker.addProperty("state", "UNSUPERVISED");
        worker.addProperty("pid", record.identity().pid());
        worker.addProperty(
                "session",
                ProcStat.read(record.identity().pid()).map(ProcStat::session).orElse(null));
        worker.addProperty("generation", record.cookie().generation());
        worker.addProperty("log", record.logs().output());
        worker.addProperty("error_log", record.logs().errors());
        worker.add("command", Json.array(record.command()));
        return worker;
    }
}
