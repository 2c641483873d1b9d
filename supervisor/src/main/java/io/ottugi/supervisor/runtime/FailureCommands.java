package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.EvidencePolicy.OnFailure;
import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.process.launch.Helpers;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is to be run when a worker fails, beside the loop. It runs as we do and outlives us if
 * need be; within its time limit it is asked to end, and then made to.
 */
final class FailureCommands {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long IDLE_SECONDS = 5;

    private final Helpers helpers;
    private final Inbox inbox;
    private final Journal journal;
    private final String supervisor;
    private final ScheduledThreadPoolExecutor beside;

    /**
     * Why it is run.
     *
     * @param cause in words
     * @param finding its kind, empty if that is not known
     * @param incident the folder, null if there is none
     */
    record Reason(long generation, String cause, String finding, @Nullable String incident) {}

    /**
     * @param supervisor its name
     */
    FailureCommands(Helpers helpers, Inbox inbox, Journal journal, String supervisor) {
        this.helpers = helpers;
        this.inbox = inbox;
        this.journal = journal;
        this.supervisor = supervisor;
        beside =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "ottugi-failure");
                            thread.setDaemon(true);
                            return thread;
                        });
        beside.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        beside.allowCoreThreadTimeOut(true);
        beside.setRemoveOnCancelPolicy(true);
    }

    static FailureCommands of(Surroundings around) {
        return new FailureCommands(
                around.helpers(), around.inbox(), around.journal(), around.name());
    }

    /** Runs it, and writes into the event record what came of it. */
    void run(WorkerSpec spec, Reason reason) {
        beside.execute(() -> start(spec, reason));
    }

    /** Before the supervisor ends: what was to be run has begun. */
    void close() {
        beside.shutdown();
        try {
            var unused = beside.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(WorkerSpec spec, Reason reason) {
        try {
            FailureOutput output = FailureOutput.of(reason.incident());
            try {
                start(spec, reason, output);
            } catch (IOException | RuntimeException e) {
                output.discard();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            tell(spec, reason, EventField.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void start(WorkerSpec spec, Reason reason, FailureOutput output) throws IOException {
        OnFailure wanted = spec.evidence().onFailure();
        Helpers.Running running =
                helpers.start(
                        new Helpers.Job(
                                words(wanted.command(), reason),
                                Privileges.OURS,
                                variables(spec, reason),
                                output.file()));
        watch(spec, reason, running, wanted.timeout());
        var unused = running.exit().thenRun(() -> keep(output, spec));
    }

    private void watch(WorkerSpec spec, Reason reason, Helpers.Running running, Duration timeout) {
        var limit =
                beside.schedule(
                        () -> {
                            running.signal(SignalName.TERM);
                            tell(spec, reason, EventField.TIMEOUT, timeout.toMillis() + "ms");
                            kill(running);
                        },
                        timeout.toNanos(),
                        TimeUnit.NANOSECONDS);
        var unused =
                running.exit()
                        .thenAccept(
                                code -> {
                                    if (limit.cancel(false)) {
                                        tell(spec, reason, EventField.EXIT, Integer.toString(code));
                                    }
                                });
    }

    /** With what it has started; that may live on when it has ended itself. */
    private void kill(Helpers.Running running) {
        var unused =
                beside.schedule(
                        () -> running.signal(SignalName.KILL),
                        GRACE.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private List<String> words(List<String> command, Reason reason) {
        String incident = reason.incident() == null ? "" : reason.incident();
        return command.stream()
                .map(
                        word ->
                                word.replace("{supervisor}", supervisor)
                                        .replace("{incident}", incident)
                                        .replace("{cause}", reason.cause()))
                .map(word -> word.replace("\0", ""))
                .toList();
    }

    private Map<String, String> variables(WorkerSpec spec, Reason reason) {
        Map<String, String> variables = new HashMap<>(helpers.environment());
        variables.put("OTTUGI_NAME", supervisor);
        variables.put("OTTUGI_WORKER", spec.id().worker());
        variables.put("OTTUGI_INSTANCE", Integer.toString(Math.max(1, spec.id().instance())));
        variables.put("OTTUGI_GENERATION", Long.toString(reason.generation()));
        variables.put("OTTUGI_CAUSE", reason.cause().replace("\0", ""));
        variables.put("OTTUGI_FINDING", reason.finding());
        variables.put("OTTUGI_INCIDENT", reason.incident() == null ? "" : reason.incident());
        return variables;
    }

    private void keep(FailureOutput output, WorkerSpec spec) {
        try {
            output.keep(helpers.environment(), spec);
        } catch (IOException e) {
            inbox.post(
                    new Message.Later(
                            () ->
                                    journal.note(
                                            spec.name()
                                                    + ": the output of on_failure could not be"
                                                    + " kept: "
                                                    + e.getMessage())));
        }
    }

    private void tell(WorkerSpec spec, Reason reason, EventField what, String value) {
        EventFields details =
                new EventFields()
                        .put(EventField.WORKER, spec.name())
                        .put(EventField.GENERATION, reason.generation())
                        .put(what, value);
        String sentence =
                switch (what) {
                    case EXIT -> "on_failure exited with " + value;
                    case TIMEOUT -> "on_failure takes longer than its " + value + ": ended";
                    default -> "on_failure could not be run: " + value;
                };
        inbox.post(
                new Message.Later(
                        () ->
                                journal.supervisor(
                                        EventKind.FAILURE_COMMAND,
                                        details,
                                        spec.name() + ": " + sentence)));
    }
}
