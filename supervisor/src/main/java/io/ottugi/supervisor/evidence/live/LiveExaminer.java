package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.evidence.Evidence;
import io.ottugi.supervisor.evidence.Examiner;
import io.ottugi.supervisor.evidence.Looked;
import io.ottugi.supervisor.evidence.OutputTail;
import io.ottugi.supervisor.evidence.Subject;
import io.ottugi.supervisor.evidence.WorkerOutput;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.WorkerProcesses;
import io.ottugi.supervisor.process.launch.DumpsDirectory;
import io.ottugi.supervisor.process.launch.Helpers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at living workers, several at a time, so that none waits for another's seconds. When more
 * hang at once than there are threads, some are killed without having been looked at.
 */
public final class LiveExaminer implements Examiner {
    private static final int MOST_HANGING = 16;
    private static final int MOST_DUMPS = 4;
    private static final long IDLE_SECONDS = 5;

    private final Signals signals;
    private final OutputTail tails;
    private final Helpers helpers;
    private final DumpsDirectory dumps;
    private final ThreadPoolExecutor hanging = pool(MOST_HANGING, "ottugi-examiner");
    private final ThreadPoolExecutor healthy = pool(MOST_DUMPS, "ottugi-dump");

    /**
     * @param logStates where the states of the logs are
     */
    public LiveExaminer(Signals signals, Path logStates, Helpers helpers, DumpsDirectory dumps) {
        this.signals = signals;
        this.tails = new OutputTail(logStates);
        this.helpers = helpers;
        this.dumps = dumps;
    }

    private static ThreadPoolExecutor pool(int threads, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** What takes time, and what it is told of in the end. */
    private interface Work {
        Looked look() throws InterruptedException;
    }

    @Override
    public void examine(
            Subject subject, IncidentDraft draft, Masking masking, Consumer<Looked> done) {
        run(hanging, () -> look(subject, draft, masking), done);
    }

    @Override
    public void dump(
            Subject subject,
            Evidence.Wish wish,
            IncidentDraft draft,
            Masking masking,
            Consumer<Looked> done) {
        run(
                healthy,
                () -> {
                    Looked looked = look(subject, draft, masking);
                    MoreOfJvm more = new MoreOfJvm(helpers, dumps);
                    List<ProcStat> processes = WorkerProcesses.now(subject.pid(), subject.cookie());
                    more.take(subject.spec(), processes, wish, draft);
                    List<String> notes = new ArrayList<>(looked.notes());
                    notes.addAll(more.notes());
                    return new Looked(looked.quotes(), notes, looked.begin());
                },
                done);
    }

    private Looked look(Subject subject, IncidentDraft draft, Masking masking)
            throws InterruptedException {
        return new LiveLook(signals)
                .look(
                        subject,
                        new WorkerOutput(tails, subject),
                        (name, text) -> draft.text(name, masking.text(text)));
    }

    /** Whatever goes wrong, whoever waits is told. */
    private static void run(ThreadPoolExecutor pool, Work work, Consumer<Looked> done) {
        try {
            pool.execute(() -> done.accept(result(work)));
        } catch (Throwable e) {
            done.accept(failed(e));
        }
    }

    private static Looked result(Work work) {
        try {
            return work.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e);
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private static Looked failed(Throwable failure) {
        return Looked.failed("it could not be looked at: " + failure);
    }
}
