package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.disk.FileStamps;
import io.ottugi.supervisor.evidence.Evidence;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.logs.rotate.Logs;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.process.Remains;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import io.ottugi.supervisor.process.launch.ExecChain;
import io.ottugi.supervisor.process.launch.ExitWatch;
import io.ottugi.supervisor.process.launch.Helpers;
import io.ottugi.supervisor.process.launch.OrphanReaper;
import io.ottugi.supervisor.process.launch.ProcessStarter;
import io.ottugi.supervisor.process.launch.StartStep;
import io.ottugi.supervisor.runtime.loop.Clock;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.LookBeside;
import io.ottugi.supervisor.runtime.loop.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a worker unit acts upon: everything at the edge, made once and shared by all workers.
 *
 * @param place marks this supervisor's state directory in cookies
 * @param name of the supervisor
 * @param logs keep the workers' log files
 * @param evidence looks at what falls
 * @param look looks for what an earlier supervisor left
 * @param keep stores the plan that holds now; returns a sentence if that failed
 * @param steps is told each step of a start
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
        Helpers helpers,
        WorkerRecords records,
        FileChanges changes,
        Logs logs,
        Evidence evidence,
        LookBeside look,
        Function<Plan, Optional<String>> keep,
        StartStep.Listener steps) {

    private static final long ORPHANS_SECONDS = 15;

    Cookie newCookie(String worker, long generation) {
        String nonce = Long.toHexString(UUID.randomUUID().getLeastSignificantBits());
        return new Cookie(place, name, worker, generation, nonce);
    }

    /** Lets the loop know of each process of a worker that may not be signalled. */
    Signals.Refusals refusals(String worker) {
        return (process, signal) -> inbox.post(new Message.SignalRefused(worker, process, signal));
    }

    /**
     * Lets the loop know once when one of these files changes, or has changed since it was seen
     * last: the watch comes first, so that no change falls between.
     */
    void tellOfChanges(String worker, List<Path> files, FileStamps seen) {
        changes.watch(worker, files, () -> inbox.post(new Message.FilesChanged(worker)));
        if (seen.areOld()) {
            inbox.post(new Message.FilesChanged(worker));
        }
    }

    /** Ends what fell to us of all workers; one that hangs in the kernel does not keep us. */
    void endOrphans() {
        try {
            remains.endOrphans(LifecyclePolicy.DEFAULT.stopTimeout())
                    .get(ORPHANS_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            journal.note(
                    "processes that workers left behind have not ended "
                            + ORPHANS_SECONDS
                            + "s after TERM; they are left alone");
        } catch (InterruptedException | ExecutionException e) {
            journal.note("processes that workers left behind could not be ended: " + e);
        }
    }

    /** Writes down that a generation has done its work, so that a take-over does not repeat it. */
    void recordDone(String worker, long generation, int code) {
        rewrite(
                worker,
                record -> record.cookie().generation() == generation,
                new WorkerRecord.Done(code, clock.now()));
    }

    /** Writes down that a worker that has done its work is to do it again at the next start. */
    void recordNotDone(String worker) {
        rewrite(worker, record -> record.done() != null, null);
    }

    private void rewrite(
            String worker, Predicate<WorkerRecord> which, WorkerRecord.@Nullable Done done) {
        Optional<WorkerRecord> record = records.read(worker).filter(which);
        if (record.isPresent()) {
            write(record.get().with(done));
        }
    }

    /** Forgets a worker that is no more. */
    void forget(String worker) {
        logs.forget(worker);
        changes.forget(worker);
        evidence.dismissed(worker);
        try {
            records.remove(worker);
        } catch (IOException e) {
            journal.note(worker + ": its record could not be removed: " + e.getMessage());
        }
    }

    /**
     * Records a generation on disk, before it has a process and once it has. If that fails the
     * worker is started all the same: a stale record makes the next supervisor look for it.
     */
    void remember(WorkerRecord record, StartStep step) {
        write(record);
        steps.reached(step);
    }

    private void write(WorkerRecord record) {
        try {
            records.write(record);
        } catch (IOException e) {
            journal.note(
                    record.cookie().worker()
                            + ": its record could not be written: "
                            + e.getMessage());
        }
    }
}
