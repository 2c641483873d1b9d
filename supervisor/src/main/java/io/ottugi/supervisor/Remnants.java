package io.ottugi.supervisor;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Order;
import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.config.WorkerId;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.process.Adoption;
import io.ottugi.supervisor.process.Adoption.Finding;
import io.ottugi.supervisor.process.CookieScan;
import io.ottugi.supervisor.process.CookieScan.Carrier;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import io.ottugi.supervisor.runtime.Unplanned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an earlier supervisor left: its records, and living processes with a cookie of this one. */
final class Remnants {
    private final WorkerRecords records;
    private final Map<String, List<Carrier>> carriers;

    private Remnants(WorkerRecords records, Map<String, List<Carrier>> carriers) {
        this.records = records;
        this.carriers = carriers;
    }

    /** Looks once through the records and through /proc. */
    static Remnants look(Places.Instance places) {
        return new Remnants(
                new WorkerRecords(places.records()),
                CookieScan.ofSupervisor(places.mark(), places.name().value()));
    }

    /** What is left of one worker. */
    Finding of(WorkerSpec spec) {
        return Adoption.judge(
                records.read(spec.name()),
                carriers.getOrDefault(spec.name(), List.of()),
                spec.command());
    }

    /** Workers that run, are proved, and are in the configuration no more. */
    List<Unplanned> unplanned(Set<String> known) {
        List<Unplanned> unplanned = new ArrayList<>();
        for (String name : records.names()) {
            Optional<WorkerRecord> record =
                    known.contains(name) ? Optional.empty() : records.read(name);
            record.filter(one -> one.identity().isAlive())
                    .map(Remnants::spec)
                    .ifPresent(spec -> unplanned.add(new Unplanned(spec, of(spec))));
        }
        return unplanned;
    }

    private static WorkerSpec spec(WorkerRecord record) {
        return new WorkerSpec(
                WorkerId.parse(record.cookie().worker()),
                new Execution(
                        record.command(),
                        Path.of("/"),
                        null,
                        Execution.Environment.INHERITED,
                        Execution.Privileges.OURS,
                        record.logs().toOutput()),
                LifecyclePolicy.DEFAULT,
                SignalName.TERM,
                Order.NONE,
                false,
                LogPolicy.DEFAULT,
                EvidencePolicy.DEFAULT,
                List.of());
    }
}
