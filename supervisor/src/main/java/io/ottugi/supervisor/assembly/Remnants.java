package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Order;
import io.ottugi.supervisor.config.StopPolicy;
import io.ottugi.supervisor.config.WorkerId;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.events.FirstProcesses;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.process.Adoption;
import io.ottugi.supervisor.process.Adoption.Finding;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import io.ottugi.supervisor.runtime.Unplanned;
import io.ottugi.supervisor.runtime.loop.Clock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an earlier supervisor left: its records, and living processes with a cookie of this one. */
public final class Remnants {
    private final WorkerRecords records;
    private final Adoption adoption;

    private Remnants(WorkerRecords records, Adoption adoption) {
        this.records = records;
        this.adoption = adoption;
    }

    /** Looks once through the records and through /proc. */
    public static Remnants look(Places.Instance places) {
        return new Remnants(
                new WorkerRecords(places.records()),
                Adoption.look(places.mark(), places.name().value(), named(places)));
    }

    /** Asks the event record, which is kept over supervisors as records of workers are. */
    private static Adoption.Named named(Places.Instance places) {
        FirstProcesses recorded = new FirstProcesses(places.events());
        Instant now = Clock.system().now();
        return (worker, process) ->
                recorded.isNamed(worker, process.pid(), now.minus(process.age()));
    }

    /** What is left of one worker. */
    Finding of(WorkerSpec spec) {
        return adoption.judge(records.read(spec.name()), spec);
    }

    /** Tells whether anything of these workers was left. */
    public boolean isAnyOf(List<WorkerSpec> specs) {
        return specs.stream().anyMatch(spec -> !(of(spec) instanceof Finding.Nothing));
    }

    /** Tells whether anything of these workers, or of others, was left. */
    boolean isAnythingOf(List<WorkerSpec> specs) {
        Set<String> names = new HashSet<>();
        specs.forEach(spec -> names.add(spec.name()));
        return isAnyOf(specs) || !unplanned(names).isEmpty();
    }

    /** Workers that run, are proved, and are in the configuration no more. */
    List<Unplanned> unplanned(Set<String> known) {
        List<Unplanned> unplanned = new ArrayList<>();
        for (String name : records.names()) {
            Optional<WorkerRecord> record =
                    known.contains(name) ? Optional.empty() : records.read(name);
            record.map(Remnants::spec)
                    .map(spec -> new Unplanned(spec, of(spec)))
                    .filter(one -> one.finding() instanceof Finding.Found)
                    .ifPresent(unplanned::add);
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
                        record.logs().toOutput(),
                        null),
                LifecyclePolicy.DEFAULT,
                StopPolicy.DEFAULT,
                Order.NONE,
                false,
                LogPolicy.DEFAULT,
                EvidencePolicy.DEFAULT,
                List.of());
    }
}
