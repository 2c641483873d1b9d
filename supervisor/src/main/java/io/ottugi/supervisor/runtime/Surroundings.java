package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.process.Cookie;
import io.ottugi.supervisor.process.ExecChain;
import io.ottugi.supervisor.process.ExitWatch;
import io.ottugi.supervisor.process.OrphanReaper;
import io.ottugi.supervisor.process.ProcessStarter;
import io.ottugi.supervisor.process.Remains;
import io.ottugi.supervisor.process.RunningWorker;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a worker unit acts upon: everything at the edge, made once and shared by all workers.
 *
 * @param place marks this supervisor's state directory in cookies
 * @param name of the supervisor
 */
public record Surroundings(
        String place,
        String name,
        Clock clock,
        DoubleSupplier random,
        Inbox inbox,
        Journal journal,
        ProcessStarter starter,
        ExecChain chain,
        Signals signals,
        ExitWatch exits,
        OrphanReaper orphans,
        Remains remains,
        WorkerRecords records) {

    Cookie newCookie(String worker, long generation) {
        String nonce = Long.toHexString(UUID.randomUUID().getLeastSignificantBits());
        return new Cookie(place, name, worker, generation, nonce);
    }

    /** Records a generation on disk; if that fails its cookie still proves it. */
    void remember(RunningWorker worker, List<String> command, @Nullable String log) {
        try {
            records.write(new WorkerRecord(worker.identity(), worker.cookie(), command, log));
        } catch (IOException e) {
            journal.note(
                    worker.cookie().worker()
                            + ": its record could not be written: "
                            + e.getMessage());
        }
    }
}
