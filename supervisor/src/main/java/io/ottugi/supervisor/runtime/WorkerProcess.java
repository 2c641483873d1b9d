package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.Fingerprint;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.config.StopPolicy;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.disk.FileStamps;
import io.ottugi.supervisor.evidence.Fallen;
import io.ottugi.supervisor.evidence.Subject;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix.Signalled;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.Family;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.Adoption.Finding;
import io.ottugi.supervisor.process.Escaped;
import io.ottugi.supervisor.process.LogPaths;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import io.ottugi.supervisor.process.launch.RunningWorker;
import io.ottugi.supervisor.process.launch.StartStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The first process that a worker has, or had last: what it was started with, where it writes, and
 * whether it is still there.
 */
final class WorkerProcess {
    private final Surroundings around;
    private final Ends ends;

    private WorkerSpec spec;
    private @Nullable RunningWorker running;
    private @Nullable ExecWatch exec;
    private @Nullable Untold untold;
    private @Nullable Cookie cookie;
    private long pid;
    private FileStamps seen = FileStamps.NONE;
    private Execution executed;
    private boolean adopted;
    private @Nullable Fingerprint settings;
    private @Nullable String program;
    private final ShownCommand shownCommand = new ShownCommand();
    private final ShownCommand shownSpec = new ShownCommand();
    private List<String> command;
    private LogPaths logs;
    private Subject.Positions positions = Subject.Positions.UNKNOWN;
    private JvmFiles jvm = JvmFiles.OURS;
    private List<String> notes = List.of();
    private Fallen.@Nullable Sent sent;

    WorkerProcess(WorkerSpec spec, Surroundings around) {
        this.spec = spec;
        this.around = around;
        this.ends = new Ends(around);
        this.command = spec.command();
        this.executed = spec.execution();
        this.logs = LogPaths.of(spec.execution().output());
        keepLogs(spec.execution().output());
    }

    /** Takes another spec, for its next start; what runs goes on as it is. */
    void respec(WorkerSpec other) {
        spec = other;
        if (running == null) {
            command = other.command();
            writesTo(other.execution().output());
        } else {
            keepLogs(logs.toOutput());
        }
    }

    /** What its living process was started with, or its next will. */
    List<String> command() {
        return command;
    }

    /** The same as it is shown. */
    List<String> shownCommand() {
        return shownCommand.of(command);
    }

    /** The command of its definition as it is shown. */
    List<String> shownSpec() {
        return shownSpec.of(spec.command());
    }

    /** Where its living process writes, or its next will. */
    LogPaths logs() {
        return logs;
    }

    @Nullable RunningWorker running() {
        return running;
    }

    /** The session of its living process, which need not lead it; null if none lives. */
    @Nullable Long session() {
        RunningWorker now = running;
        return now == null ? null : ProcStat.read(now.pid()).map(ProcStat::session).orElse(null);
    }

    /** Whether its living process was started otherwise than the spec says by now. */
    boolean differsFrom(WorkerSpec other) {
        return (adopted && settings != null)
                ? !settings.differences(Fingerprint.of(other.execution())).isEmpty()
                : !executed.equals(other.execution());
    }

    /** The settings of its living process that are others by now, by name. */
    List<String> earlierSettings() {
        Fingerprint made = settings;
        return running == null || made == null || !differsFrom(spec)
                ? List.of()
                : made.differences(Fingerprint.of(spec.execution()));
    }

    /** The files whose change starts it again, as they were when it was started last. */
    FileStamps seen() {
        return seen;
    }

    /** Where its output began in its files. */
    Subject.Positions positions() {
        return positions;
    }

    /** All that is known of it now that it falls; null before the first. */
    Fallen.@Nullable Run run() {
        Subject subject = subject();
        return subject == null ? null : new Fallen.Run(subject, sent, positionsNow());
    }

    /** The generation that it is or was; null before the first. */
    @Nullable Subject subject() {
        return cookie == null ? null : new Subject(spec, cookie, pid, positions, jvm);
    }

    /**
     * Starts a generation; what came of it is an event. Whatever is thrown instead, it runs if
     * there is a {@link #running} process, and else does not.
     */
    Event start(long generation) {
        Cookie mark = around.newCookie(spec.name(), generation);
        begins(mark, 0);
        writesTo(spec.execution().output());
        positions = positionsNow();
        command = spec.command();
        seen = FileStamps.of(spec.restartWhenChanged());
        executed = spec.execution();
        adopted = false;
        settings = Fingerprint.of(executed);
        try {
            RunningWorker started =
                    around.starter().start(spec, mark, program -> intend(mark, program));
            // First of all that its end is heard of: whatever fails from here on, it runs.
            running = started;
            pid = started.pid();
            jvm = started.jvm();
            ends.announce(started);
            ends.announceIndependently(started);
            around.orphans().started(pid);
            exec =
                    executed.pidFile() == null
                            ? new ExecWatch(around.chain(), pid, spec, around.clock().nanos())
                            : null;
            around.steps().reached(StartStep.BORN);
            remember(started);
            tellNotes(started.notes());
            tellOfStart();
            return new Event.Spawned(generation, pid);
        } catch (StartFailed e) {
            return new Event.SpawnFailed(generation, e.why());
        }
    }

    /** Before the process: a supervisor that ends in between leaves one that is looked for. */
    private void intend(Cookie mark, String path) {
        program = path;
        around.remember(
                WorkerRecord.intent(mark, command, logs, path, settings), StartStep.INTENDED);
    }

    private void remember(RunningWorker worker) {
        around.remember(
                WorkerRecord.of(worker, command, logs, program, settings), StartStep.RECORDED);
    }

    /** Once, as long as it is the same at each start. */
    private void tellNotes(List<String> news) {
        if (!news.equals(notes)) {
            notes = news;
            news.forEach(note -> around.journal().note(spec.name() + ": " + note));
        }
    }

    /** How far its files have come. */
    Subject.Positions positionsNow() {
        return new Subject.Positions(
                around.logs().position(spec.name()), around.logs().errorPosition(spec.name()));
    }

    /** Takes over what an earlier supervisor left running. */
    void adopt(Finding.Found found) {
        take(found.identity(), found.cookie(), found.jvm());
        seen = FileStamps.of(spec.restartWhenChanged());
        command = found.command();
        logs = found.logs();
        settings = found.settings();
        keepLogs(logs.toOutput());
        RunningWorker taken = Objects.requireNonNull(running);
        remember(taken);
        ends.announce(taken);
        tellOfStart();
    }

    /** Believes that this process is it. */
    void take(ProcessIdentity identity, Cookie mark, JvmFiles files) {
        begins(mark, identity.pid());
        executed = spec.execution();
        adopted = true;
        settings = null;
        positions = Subject.Positions.UNKNOWN;
        Family family = new Family(identity, mark);
        running = new RunningWorker(family, around.exits().watch(identity), files);
        jvm = files;
    }

    private void begins(Cookie mark, long number) {
        cookie = mark;
        pid = number;
        program = null;
        sent = null;
        jvm = JvmFiles.OURS;
    }

    private void tellOfStart() {
        around.remains().follow(Objects.requireNonNull(running));
        around.logs().started(spec.name(), pid);
        around.evidence().started(Objects.requireNonNull(subject()));
    }

    private void writesTo(Output output) {
        LogPaths next = LogPaths.of(output);
        logs = next;
        keepLogs(output);
    }

    private void keepLogs(Output output) {
        around.logs().keep(spec.name(), output, spec.logPolicy());
    }

    /** The file that names the process to follow; null if its first process stays. */
    @Nullable Path pidFile() {
        return executed.pidFile();
    }

    /** What may have left a generation of it that lived for a moment only. */
    Escaped escaped(RunningWorker ended) {
        return Escaped.from(ended.identity(), program, logs, around.orphans()::isFirst);
    }

    /**
     * Another process is the first one from now on, as its program has gone into the background.
     */
    void follow(ProcessIdentity identity) {
        RunningWorker starter = Objects.requireNonNull(running);
        RunningWorker followed =
                new RunningWorker(
                        new Family(identity, starter.cookie()),
                        around.exits().watch(identity),
                        new CompletableFuture<>(),
                        jvm,
                        false,
                        List.of());
        running = followed;
        pid = followed.pid();
        untold = null;
        around.orphans().followed(pid);
        ends.announce(followed);
        around.remains().follow(followed);
        remember(followed);
        around.evidence().started(Objects.requireNonNull(subject()));
    }

    /** It is gone; returns what it was, or null if that process had gone before. */
    @Nullable RunningWorker ended(long generation, long number) {
        RunningWorker ended = running;
        if (ended == null || ended.cookie().generation() != generation || ended.pid() != number) {
            return null;
        }
        running = null;
        exec = null;
        untold = null;
        return ended;
    }

    /**
     * The kernel says that it ended. The JDK will tell so too, with the status, unless it has no
     * thread to do that on: JDK 25's common pool never recovers from having had none.
     */
    void gone(long generation, long number, WaitStatus status) {
        RunningWorker gone = running;
        if (gone != null && gone.cookie().generation() == generation && gone.pid() == number) {
            untold = Untold.since(around.clock().nanos(), generation, status);
        }
    }

    /** Sends a signal to it alone, as {@code kill} would; tells what came of it. */
    Signalled signal(SignalName signal, @Nullable String askedBy) {
        RunningWorker target = running;
        if (target == null) {
            return Signalled.NOBODY;
        }
        sent = sent(signal, "signal", askedBy);
        return around.signals().toProcess(target.identity(), signal, around.refusals(spec.name()));
    }

    /** Sends its stop signal to its group, or to it alone. */
    void terminate(@Nullable String askedBy) {
        RunningWorker target = running;
        if (target != null) {
            StopPolicy stop = spec.stop();
            sent = sent(stop.signal(), "stop", askedBy);
            Signals.Refusals refusals = around.refusals(spec.name());
            if (stop.firstProcessAlone()) {
                around.signals().toLeader(target.identity(), stop.signal(), refusals);
            } else {
                around.signals().toGroup(target.identity(), stop.signal(), refusals);
            }
        }
    }

    /** KILL is being sent to all of it. */
    void killed(@Nullable String askedBy) {
        sent = sent(SignalName.KILL, "kill", askedBy);
    }

    private Fallen.Sent sent(SignalName signal, String why, @Nullable String askedBy) {
        return new Fallen.Sent(signal, why, askedBy, around.clock().nanos());
    }

    /**
     * When it must be looked at again, monotonic nanoseconds, or {@link Long#MAX_VALUE} for never.
     */
    long wakeAt() {
        long look = exec == null ? Long.MAX_VALUE : exec.lookAt();
        long end = untold == null ? Long.MAX_VALUE : untold.believedAt();
        return Math.min(look, end);
    }

    /** Whether it has just been seen to have become its command. */
    boolean hasBegun() {
        ExecWatch watch = exec;
        if (watch != null && watch.isOver(around.clock().nanos())) {
            exec = null;
            return true;
        }
        return false;
    }

    /** An end that only the kernel has told, once that is to be believed. */
    @Nullable Untold takeUntold() {
        Untold end = untold;
        if (end != null && around.clock().nanos() - end.believedAt() >= 0) {
            untold = null;
            return end;
        }
        return null;
    }
}
