package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop: wait, classify, hand on. It ends when it is told to, and else never: whatever a worker
 * or the system does is an event.
 */
public final class Supervisor {
    private final Surroundings around;
    private final Identity identity;
    private final Edge edge;
    private final Startup startup;
    private final Map<String, WorkerUnit> units = new LinkedHashMap<>();
    private final List<Consumer<JsonObject>> awaitingEnd = new ArrayList<>();
    private long hangups;
    private boolean leaving;
    private boolean leaveWorkers;

    /** What the supervisor says of itself. */
    public interface Identity {
        /** The {@code supervisor} part of the status, without what the loop knows. */
        JsonObject describe();
    }

    /** What lies outside the loop and has to hear of things. */
    public interface Edge {
        /**
         * A hangup came: the terminal may be gone, and perhaps a directory with the control socket.
         */
        void hungUp();

        /** What we wrote to is gone. */
        void outputLost(String why);
    }

    public Supervisor(Surroundings around, Identity identity, Edge edge, StartupReport report) {
        this.around = around;
        this.identity = identity;
        this.edge = edge;
        this.startup = new Startup(report, around.clock());
    }

    /** Adds a worker; it begins with what was found of it. */
    public void begin(WorkerSpec spec, Finding finding) {
        WorkerUnit unit = new WorkerUnit(spec, around, startup);
        units.put(spec.name(), unit);
        unit.begin(finding);
    }

    /**
     * Runs until told to end.
     *
     * @throws Failure if a worker could not be started in the first place; nothing runs then
     */
    public void run() throws InterruptedException {
        while (!isOver()) {
            Message message = around.inbox().take(untilWake());
            survive(() -> handleOrNot(message));
            units.values().forEach(unit -> survive(unit::wake));
            startup.wake();
        }
        Failure failure = startup.failure();
        if (failure != null) {
            throw failure;
        }
    }

    /** Answers those who wait for the end; to be called when everything else is gone. */
    public void sayGoodbye() {
        JsonObject done = new JsonObject();
        done.addProperty("done", true);
        awaitingEnd.forEach(reply -> reply.accept(done));
    }

    private boolean isOver() {
        if (startup.failure() != null && !leaving) {
            leave();
        }
        return leaveWorkers
                || (leaving
                        && units.values().stream()
                                .allMatch(unit -> unit.snapshot().state() == State.STOPPED));
    }

    /** After start-up no error ends the supervisor; one that nobody foresaw is written down. */
    private void survive(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            around.journal().note(Failure.mistake(e) + "; going on");
        }
    }

    private void handleOrNot(@Nullable Message message) {
        if (message != null) {
            handle(message);
        }
    }

    private long untilWake() {
        long next = startup.wakeAt();
        for (WorkerUnit unit : units.values()) {
            next = Math.min(next, unit.wakeAt());
        }
        return next == Long.MAX_VALUE ? next : Math.max(0, next - around.clock().nanos());
    }

    private void handle(Message message) {
        if (message instanceof Message.ProcessEnded m) {
            unit(m.worker(), unit -> unit.ended(m.generation(), m.status()));
        } else if (message instanceof Message.ProcessGone m) {
            unit(m.worker(), unit -> unit.gone(m.generation(), m.status()));
        } else if (message instanceof Message.GenerationCleared m) {
            unit(m.worker(), unit -> unit.handle(new Event.Cleared(m.generation())));
        } else if (message instanceof Message.DoubtResolved m) {
            unit(m.worker(), WorkerUnit::doubtResolved);
        } else if (message instanceof Message.ChildEnded) {
            around.orphans().reap();
        } else if (message instanceof Message.Signalled m) {
            signalled(m.signal());
        } else if (message instanceof Message.OutputLost m) {
            edge.outputLost(m.why());
        } else if (message instanceof Message.Requested m) {
            requested(m.request(), m.reply());
        }
    }

    private void unit(String name, Consumer<WorkerUnit> action) {
        WorkerUnit unit = units.get(name);
        if (unit != null) {
            action.accept(unit);
        }
    }

    private void signalled(SignalName signal) {
        JsonObject details = Journal.signal(signal);
        if (signal == SignalName.HUP) {
            hangups++;
            details.addProperty("count", hangups);
            around.journal().supervisor("hangup", details, "hangup " + hangups + ": staying");
            edge.hungUp();
        } else if (signal == SignalName.INT && leaving) {
            around.journal().supervisor("interrupted", details, "second INT: stopping at once");
            units.values().forEach(unit -> unit.handle(new Event.Kill()));
        } else {
            around.journal().supervisor("told-to-stop", details, signal + ": stopping in order");
            leave();
        }
    }

    private void leave() {
        leaving = true;
        units.values().forEach(unit -> unit.handle(new Event.Stop()));
    }

    private void requested(JsonObject request, Consumer<JsonObject> reply) {
        try {
            if (Json.number(request, "version") != StatusReport.VERSION) {
                throw new BadJson("this supervisor speaks version " + StatusReport.VERSION);
            }
            String what = Json.string(request, "request");
            switch (what) {
                case "status" -> reply.accept(status());
                case "down" -> down(Json.flag(request, "keep_workers"), reply);
                default -> reply.accept(refusal("this supervisor knows no request '" + what + "'"));
            }
        } catch (BadJson e) {
            reply.accept(refusal(e.getMessage()));
        }
    }

    private JsonObject status() {
        JsonObject supervisor = identity.describe();
        supervisor.addProperty("hangups", hangups);
        return StatusReport.of(supervisor, units.values(), around.clock());
    }

    private void down(boolean keepWorkers, Consumer<JsonObject> reply) {
        JsonObject details = new JsonObject();
        details.addProperty("request", "down");
        details.addProperty("keep_workers", keepWorkers);
        around.journal()
                .supervisor(
                        "told-to-stop",
                        details,
                        keepWorkers ? "down: leaving the workers" : "down: stopping in order");
        awaitingEnd.add(reply);
        leaveWorkers = keepWorkers;
        if (!keepWorkers) {
            leave();
        }
    }

    private static JsonObject refusal(@Nullable String why) {
        JsonObject refusal = new JsonObject();
        refusal.addProperty("error", why);
        return refusal;
    }
}
