package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.control.ControlServer;
import io.ottugi.supervisor.daemon.Descriptors;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.SelfDescription;
import io.ottugi.supervisor.daemon.SignalDesk;
import io.ottugi.supervisor.daemon.SupervisorLog;
import io.ottugi.supervisor.daemon.Version;
import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.events.EventRecord;
import io.ottugi.supervisor.evidence.live.LiveExaminer;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.logs.record.LogFile;
import io.ottugi.supervisor.logs.rotate.Logs;
import io.ottugi.supervisor.logs.rotate.NoLogs;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.Remains;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.WorkerRecords;
import io.ottugi.supervisor.process.launch.CommandResolver;
import io.ottugi.supervisor.process.launch.DumpsDirectory;
import io.ottugi.supervisor.process.launch.ExecChain;
import io.ottugi.supervisor.process.launch.ExitWatch;
import io.ottugi.supervisor.process.launch.Helpers;
import io.ottugi.supervisor.process.launch.OrphanReaper;
import io.ottugi.supervisor.process.launch.ProcessStarter;
import io.ottugi.supervisor.process.launch.StartStep;
import io.ottugi.supervisor.runtime.Edge;
import io.ottugi.supervisor.runtime.StartupReport;
import io.ottugi.supervisor.runtime.Supervisor;
import io.ottugi.supervisor.runtime.Surroundings;
import io.ottugi.supervisor.runtime.loop.Clock;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.LookBeside;
import io.ottugi.supervisor.runtime.loop.Message;
import io.ottugi.supervisor.runtime.loop.RemainsMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The supervisor's object graph, made by hand; and its life from the lock to the farewell. */
public final class Assembly {
    private final Plan plan;
    private final Places.Instance places;
    private final Map<String, String> environment;
    private final StartStep.Listener steps;
    private final Clock clock = Clock.system();
    private final Inbox inbox = new Inbox(clock);
    private final FileChanges changes = new FileChanges();
    private final WorkerRecords records;
    private volatile boolean soleWorker;
    private Logs logKeeper = new NoLogs();
    private Runnable farewell = () -> {};
    private volatile @Nullable PlaceKeeper keeper;

    /**
     * @param environment what workers inherit
     */
    public Assembly(Plan plan, Places.Instance places, Map<String, String> environment) {
        this(plan, places, environment, StartStep.Listener.NOBODY);
    }

    Assembly(
            Plan plan,
            Places.Instance places,
            Map<String, String> environment,
            StartStep.Listener steps) {
        this.steps = steps;
        this.plan = plan;
        this.places = places;
        this.records = new WorkerRecords(places.records());
        this.environment = environment;
        this.soleWorker = hasSoleWorker(plan);
    }

    public Inbox inbox() {
        return inbox;
    }

    /** What differs between a detached supervisor and one in the foreground. */
    public interface Mode extends Edge, StartupReport, SupervisorLog.Output {
        String label();

        /** The native room and the lock are there; no worker is. */
        void enter(Posix posix, Descriptors descriptors, List<WorkerSpec> specs) throws IOException;

        /** Whether an operator asks for what is to run just now, whatever was asked before. */
        boolean isNewestWish();

        /** Everything can be told to the journal from now on. */
        void begin(Journal journal, ControlServer control);

        /** Another plan holds. */
        void planned(List<WorkerSpec> specs);

        /** All is gone but us. */
        void leave() throws IOException, InterruptedException;
    }

    /**
     * Runs the supervisor to its end.
     *
     * @return the code to exit with
     * @throws Failure when it cannot come up; nothing is left then
     */
    public int run(Mode mode) throws InterruptedException {
        CompletableFuture<Posix> natives = inBackground();
        places.prepare();
        SignalDesk.outliveHangups(this::signalled);
        try {
            InstanceLock lock = InstanceLock.take(places);
            List<WorkerSpec> specs = plan.specs();
            Remnants remnants = Remnants.look(places);
            Optional<String> notKept = tryToKeep(plan).or(lock::notWritten);
            if (notKept.isPresent() && !remnants.isAnythingOf(specs)) {
                lock.close();
                throw new Failure(ExitCode.IO, "nothing was started: " + notKept.get());
            }
            ControlServer control =
                    ControlServer.open(
                            places.socket(),
                            (request, peer, replies) ->
                                    inbox.post(new Message.Requested(request, peer, replies)));
            try {
                Posix posix = natives.join();
                mode.enter(posix, new Descriptors(posix), specs);
                return supervise(mode, posix, remnants, control, lock, notKept);
            } finally {
                leave(control, lock);
            }
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.IO, "cannot work in " + places.state() + ": " + Failure.reason(e));
        } catch (BadSetting e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** Loading the native libraries takes longest, so it goes on beside everything else. */
    private static CompletableFuture<Posix> inBackground() {
        CompletableFuture<Posix> loaded = new CompletableFuture<>();
        Thread loader =
                new Thread(
                        () -> {
                            try {
                                loaded.complete(Posix.load());
                            } catch (Throwable e) {
                                loaded.completeExceptionally(e);
                            }
                        },
                        "ottugi-native");
        loader.setDaemon(true);
        loader.start();
        return loaded;
    }

    /** Whether there is one worker, and never more: what falls to us is its own then. */
    private static boolean hasSoleWorker(Plan plan) {
        return plan.workers().size() == 1 && plan.workers().get(0).instances().isEmpty();
    }

    /** Writes down what holds now: for the next supervisor, the boot entry, and who looks. */
    private void keep(Plan now) throws IOException {
        AtomicFile.write(places.handOver(), HandOver.toJson(now) + "\n");
    }

    /** A full disk keeps nobody from taking over workers that run. */
    private Optional<String> tryToKeep(Plan now) {
        try {
            keep(now);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(notWritten(e));
        }
    }

    private String notWritten(IOException e) {
        return "the plan could not be written to "
                + places.handOver()
                + " ("
                + Failure.reason(e)
                + "): 'boot enable' and a reload without -c go by the one before";
    }

    private int supervise(
            Mode mode,
            Posix posix,
            Remnants remnants,
            ControlServer control,
            InstanceLock lock,
            Optional<String> notKept)
            throws IOException, InterruptedException, BadSetting {
        Journal journal = journal(mode);
        SignalDesk.open(posix, this::signalled, () -> inbox.post(new Message.ChildEnded()));
        posix.becomeSubreaper();
        posix.chdir("/");
        mode.begin(journal, control);
        Supervisor supervisor =
                new Supervisor(
                        surroundings(posix, mode, journal),
                        plan,
                        places.wishes(),
                        self(mode)::describe,
                        mode,
                        mode);
        try {
            tellUp(journal, mode);
            notKept.ifPresent(journal::note);
            notKept.ifPresent(why -> supervisor.storePlanAgain());
            if (mode.isNewestWish() && plan.file().isEmpty()) {
                supervisor.forgetOverrides();
            }
            supervisor.begin(remnants::of, remnants::unplanned);
            keepPlace(lock, control, journal, supervisor);
            ClassesAhead.load();
            return supervisor.run();
        } finally {
            logKeeper.close();
            journal.supervisor(EventKind.SUPERVISOR_DOWN, new EventFields(), "supervisor down");
            mode.leave();
            farewell = supervisor::sayGoodbye;
        }
    }

    private Journal journal(Mode mode) {
        SupervisorLog log = new SupervisorLog(clock::now, mode);
        Journal journal =
                new Journal(new EventRecord(places.events(), clock::now), log::line, clock);
        tellOfMistakes(journal);
        return journal;
    }

    /** What is thrown in any thread, and caught by nobody, is written down. */
    private void tellOfMistakes(Journal journal) {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) ->
                        inbox.post(new Message.Later(() -> journal.note(mistake(thread, thrown)))));
    }

    private static String mistake(Thread thread, Throwable thrown) {
        return thread.getName() + ": " + Failure.mistake(thrown) + "; going on";
    }

    private void keepPlace(
            InstanceLock lock, ControlServer control, Journal journal, Supervisor supervisor) {
        PlaceKeeper made =
                new PlaceKeeper(
                        places,
                        lock,
                        control,
                        changes,
                        inbox,
                        journal,
                        () -> {
                            records.restore();
                            supervisor.keepOverrides();
                            supervisor.storePlanAgain();
                        });
        keeper = made;
        inbox.post(new Message.Later(made::look));
    }

    private void signalled(SignalName signal) {
        inbox.post(new Message.Signalled(signal));
        PlaceKeeper healer = keeper;
        if (signal == SignalName.HUP && healer != null) {
            inbox.post(new Message.Later(healer::look));
        }
    }

    /**
     * Everything that the lock guards is gone before the lock is: from then on another supervisor
     * may come up. Only then those are answered who wait for this one's end.
     */
    private void leave(ControlServer control, InstanceLock lock)
            throws IOException, InterruptedException {
        try {
            control.retire();
            Files.deleteIfExists(places.runtime());
        } catch (IOException e) {
            // Somebody else keeps something there: it stays.
        } finally {
            lock.close();
        }
        farewell.run();
        control.close();
    }

    private Logs logKeeper(Posix posix, OrphanReaper orphans) {
        Logs keeper =
                LogKeeping.begin(
                        places, posix, clock, inbox, LogKeeping.compression(environment, orphans));
        logKeeper = keeper;
        return keeper;
    }

    private Surroundings surroundings(Posix posix, Mode mode, Journal journal) {
        OrphanReaper orphans = new OrphanReaper(posix);
        Signals signals = new Signals(posix);
        ExitWatch exits = new ExitWatch(posix);
        ExecChain chain =
                ExecChain.find(CommandResolver.in(environment))
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ExitCode.CANNOT_RUN,
                                                "setsid is not in PATH; install util-linux"));
        LogFile logs = new LogFile(posix);
        Helpers helpers = new Helpers(posix, chain, orphans, environment);
        DumpsDirectory dumps = new DumpsDirectory(places::dumps, places::dumpsOfOthers);
        ProcessStarter.Means means =
                new ProcessStarter.Means(posix, exits, logs::open, chain, dumps);
        return new Surroundings(
                places.mark(),
                places.name().value(),
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                inbox,
                journal,
                new ProcessStarter(means, environment),
                chain,
                signals,
                exits,
                orphans,
                remains(signals, exits, orphans),
                helpers,
                records,
                changes,
                logKeeper(posix, orphans),
                new EvidenceAssembly(places, environment, inbox, clock, changes)
                        .make(posix, new LiveExaminer(signals, places.logState(), helpers, dumps)),
                new LookBeside(() -> Remnants.look(places)::of, Beside.executor(), inbox),
                now -> changed(now, mode),
                steps);
    }

    private Remains remains(Signals signals, ExitWatch exits, OrphanReaper orphans) {
        return new Remains(
                signals,
                exits,
                Beside.executor(),
                () -> soleWorker,
                orphans::isApart,
                new RemainsMessages(inbox));
    }

    private Optional<String> changed(Plan now, Mode mode) {
        try {
            soleWorker = hasSoleWorker(now);
            mode.planned(now.specs());
            return tryToKeep(now);
        } catch (BadSetting e) {
            return Optional.of("the plan could not be written down: " + e.getMessage());
        }
    }

    private SelfDescription self(Mode mode) {
        return new SelfDescription(places, mode.label(), Version.text(), clock.now());
    }

    private static void tellUp(Journal journal, Mode mode) {
        EventFields details =
                new EventFields()
                        .put(EventField.PID, ProcessHandle.current().pid())
                        .put(EventField.MODE, mode.label())
                        .put(EventField.PROGRAM, Version.text());
        journal.supervisor(EventKind.SUPERVISOR_UP, details, "supervisor up, " + mode.label());
    }
}
