package io.ottugi.supervisor.cli.base;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.control.ControlClient;
import io.ottugi.supervisor.control.ControlClient.WentAway;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One request to a supervisor, which may not be there, or go away meanwhile. */
public final class Conversation {
    private static final long GLANCE_NANOS = 2_000_000;
    private static final Duration HEALING = Duration.ofSeconds(5);
    private static final Duration ENDING = Duration.ofSeconds(1);

    private final Places.Instance instance;
    private final Speech speech;

    private interface Speech {
        JsonObject at(Path socket) throws IOException;
    }

    private Conversation(Places.Instance instance, Speech speech) {
        this.instance = instance;
        this.speech = speech;
    }

    /** With one reply. */
    public static Conversation of(Places.Instance instance, JsonObject request, Duration patience) {
        return new Conversation(instance, socket -> ControlClient.ask(socket, request, patience));
    }

    /**
     * With several replies, perhaps.
     *
     * @param part takes each but the last, as it comes
     */
    public static Conversation of(
            Places.Instance instance,
            JsonObject request,
            Duration patience,
            Consumer<JsonObject> part) {
        return new Conversation(
                instance, socket -> ControlClient.ask(socket, request, patience, part));
    }

    /**
     * Asks for what changes nothing, so that it may be asked of the successor of one killed.
     *
     * @return empty if it does not live
     */
    public Optional<JsonObject> look() {
        while (true) {
            Optional<ProcessIdentity> holder = InstanceLock.holder(instance);
            try {
                return asked(holder);
            } catch (WentAway e) {
                if (!ends(holder.orElseThrow())) {
                    throw turnedAway();
                }
            }
        }
    }

    /**
     * Asks it to do something.
     *
     * @return the last reply; empty if it does not live
     */
    public Optional<JsonObject> ask() {
        Optional<ProcessIdentity> holder = InstanceLock.holder(instance);
        try {
            return asked(holder);
        } catch (WentAway e) {
            if (!ends(holder.orElseThrow())) {
                throw turnedAway();
            }
            throw new Failure(
                    ExitCode.IO,
                    "supervisor '"
                            + instance.name()
                            + "' was killed before it answered; see 'ottugi status' and ask again");
        }
    }

    private Optional<JsonObject> asked(Optional<ProcessIdentity> holder) throws WentAway {
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(speech.at(InstanceLock.socket(instance)));
        } catch (WentAway e) {
            throw e;
        } catch (IOException e) {
            return healed(holder.get());
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

    private Failure turnedAway() {
        return new Failure(
                ExitCode.IO,
                "supervisor '"
                        + instance.name()
                        + "' closed the connection, perhaps since its answers were not taken in"
                        + " time; see 'ottugi status' and ask again");
    }

    /** A HUP makes a supervisor whose socket was swept away bind it again. */
    private Optional<JsonObject> healed(ProcessIdentity holder) throws WentAway {
        Posix.load().kill(holder.pid(), SignalName.HUP.number());
        long end = System.nanoTime() + HEALING.toNanos();
        while (System.nanoTime() - end < 0 && holder.isAlive()) {
            try {
                return Optional.of(speech.at(InstanceLock.socket(instance)));
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

    /** Waits until a supervisor is wholly gone. */
    public static void awaitEnd(ProcessIdentity supervisor) {
        while (supervisor.isAlive()) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
