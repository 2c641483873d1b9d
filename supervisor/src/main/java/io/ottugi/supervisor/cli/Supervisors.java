package io.ottugi.supervisor.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.InstanceName;
import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.control.ControlClient;
import io.ottugi.supervisor.control.ControlClient.WentAway;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.ProcessIdentity;
import io.ottugi.supervisor.process.WorkerRecord;
import io.ottugi.supervisor.process.WorkerRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The supervisors of this user: finding them, asking them. */
final class Supervisors {
    private static final long GLANCE_NANOS = 2_000_000;
    private static final Duration HEALING = Duration.ofSeconds(5);
    private static final Duration ENDING = Duration.ofSeconds(1);

    private final Places places;

    private Supervisors(Places places) {
        this.places = places;
    }

    static Supervisors of(Context context) {
        return new Supervisors(context.places());
    }

    /** The one that was named, else the only one that is up, else the default one. */
    Places.Instance choose(Optional<InstanceName> given) {
        if (given.isPresent()) {
            return places.of(given.get());
        }
        List<Places.Instance> up = up();
        if (up.size() > 1) {
            throw new Failure(
                    ExitCode.USAGE, "several are up: " + names(up) + "; say which with -n NAME");
        }
        return up.isEmpty() ? places.of(InstanceName.DEFAULT) : up.get(0);
    }

    /** Those that live, by name. */
    List<Places.Instance> up() {
        return known(instance -> InstanceLock.holder(instance).isPresent());
    }

    /** Those that do not live, but whose workers do. */
    List<Places.Instance> orphaned() {
        return known(instance -> !living(instance).isEmpty());
    }

    private List<Places.Instance> known(Predicate<Places.Instance> wanted) {
        List<Places.Instance> found = new ArrayList<>();
        String[] names = places.state().toFile().list();
        for (String name : names == null ? new String[0] : names) {
            try {
                Places.Instance instance = places.of(InstanceName.parse(name));
                if (wanted.test(instance)) {
                    found.add(instance);
                }
            } catch (BadSetting e) {
                // Not a directory of ours.
            }
        }
        found.sort((a, b) -> a.name().value().compareTo(b.name().value()));
        return found;
    }

    static String names(List<Places.Instance> instances) {
        return String.join(
                ", ", instances.stream().map(instance -> instance.name().value()).toList());
    }

    /** Its status; of one that does not live, what can be seen of its workers. */
    JsonObject status(Places.Instance instance) {
        JsonObject request = new JsonObject();
        request.addProperty("version", 1);
        request.addProperty("request", "status");
        return look(instance, request).orElseGet(() -> unsupervised(instance));
    }

    /** Asks for what changes nothing, so that it may be asked of the successor of one killed. */
    private static Optional<JsonObject> look(Places.Instance instance, JsonObject request) {
        while (true) {
            Optional<ProcessIdentity> holder = InstanceLock.holder(instance);
            try {
                return asked(instance, holder, request, ControlClient.PROMPT);
            } catch (WentAway e) {
                if (!ends(holder.orElseThrow())) {
                    throw turnedAway(instance);
                }
            }
        }
    }

    /**
     * Asks it to do something.
     *
     * @return empty if it does not live
     */
    Optional<JsonObject> ask(Places.Instance instance, JsonObject request, Duration patience) {
        Optional<ProcessIdentity> holder = InstanceLock.holder(instance);
        try {
            return asked(instance, holder, request, patience);
        } catch (WentAway e) {
            if (!ends(holder.orElseThrow())) {
                throw turnedAway(instance);
            }
            throw new Failure(
                    ExitCode.IO,
                    "supervisor '"
                            + instance.name()
                            + "' was killed before it answered; see 'ottugi status' and ask again");
        }
    }

    private static Optional<JsonObject> asked(
            Places.Instance instance,
            Optional<ProcessIdentity> holder,
            JsonObject request,
            Duration patience)
            throws WentAway {
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ControlClient.ask(InstanceLock.socket(instance), request, patience));
        } catch (WentAway e) {
            throw e;
        } catch (IOException e) {
            return healed(instance, holder.get(), request, patience);
        }
    }

    /** Whether a supervisor that closed a connection is on its way out. */
    private static boolean ends(ProcessIdentity supervisor) {
        long start = System.nanoTime();
        while (supervisor.isAlive()) {
            if (System.nanoTime() - start > ENDING.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return true;
    }

    private static Failure turnedAway(Places.Instance instance) {
        return new Failure(
                ExitCode.IO,
                "supervisor '"
                        + instance.name()
                        + "' closed the connection unanswered; too many clients may be talking to"
                        + " it: ask again");
    }

    /** A HUP makes a supervisor whose socket was swept away bind it again. */
    private static Optional<JsonObject> healed(
            Places.Instance instance, ProcessIdentity holder, JsonObject request, Duration patience)
            throws WentAway {
        Posix.load().kill(holder.pid(), SignalName.HUP.number());
        long end = System.nanoTime() + HEALING.toNanos();
        while (System.nanoTime() - end < 0 && holder.isAlive()) {
            try {
                return Optional.of(
                        ControlClient.ask(InstanceLock.socket(instance), request, patience));
            } catch (WentAway e) {
                throw e;
            } catch (IOException e) {
                LockSupport.parkNanos(GLANCE_NANOS);
            }
        }
        if (!holder.isAlive()) {
            return Optional.empty();
        }
        throw new Failure(
                ExitCode.IO,
                "supervisor '"
                        + instance.name()
                        + "' (pid "
                        + holder.pid()
                        + ") lives, but does not listen on "
                        + InstanceLock.socket(instance));
    }

    /** Waits until it is wholly gone. */
    static void awaitEnd(ProcessIdentity supervisor) {
        while (supervisor.isAlive()) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private static JsonObject unsupervised(Places.Instance instance) {
        JsonObject supervisor = new JsonObject();
        supervisor.addProperty("name", instance.name().value());
        supervisor.addProperty("state", "none");
        JsonArray workers = new JsonArray();
        for (WorkerRecord record : living(instance)) {
            JsonObject worker = new JsonObject();
            worker.addProperty("name", record.cookie().worker());
            worker.addProperty("state", "UNSUPERVISED");
            worker.addProperty("pid", record.identity().pid());
            worker.addProperty("session", record.identity().pid());
            worker.addProperty("generation", record.cookie().generation());
            worker.addProperty("log", record.log());
            worker.add("command", Json.array(record.command()));
            workers.add(worker);
        }
        JsonObject status = new JsonObject();
        status.addProperty("version", 1);
        status.add("supervisor", supervisor);
        status.add("workers", workers);
        return status;
    }

    /** Recorded workers that live, whether or not their supervisor does. */
    static List<WorkerRecord> living(Places.Instance instance) {
        String[] files = instance.records().toFile().list();
        WorkerRecords records = new WorkerRecords(instance.records());
        return Arrays.stream(files == null ? new String[0] : files)
                .filter(file -> file.endsWith(".json") && !file.startsWith("."))
                .sorted()
                .map(file -> records.read(file.substring(0, file.length() - ".json".length())))
                .flatMap(Optional::stream)
                .filter(record -> record.identity().isAlive())
                .toList();
    }
}
