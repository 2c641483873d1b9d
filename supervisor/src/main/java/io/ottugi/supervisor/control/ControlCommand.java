package io.ottugi.supervisor.control;

import static io.ottugi.supervisor.control.ControlArgument.DRY_RUN;
import static io.ottugi.supervisor.control.ControlArgument.FLIGHT_RECORDING_MS;
import static io.ottugi.supervisor.control.ControlArgument.HISTOGRAM;
import static io.ottugi.supervisor.control.ControlArgument.INSTANCES;
import static io.ottugi.supervisor.control.ControlArgument.KEEP_WORKERS;
import static io.ottugi.supervisor.control.ControlArgument.PLAN;
import static io.ottugi.supervisor.control.ControlArgument.ROLLING;
import static io.ottugi.supervisor.control.ControlArgument.TIMEOUT_MS;
import static io.ottugi.supervisor.control.ControlArgument.WAIT;
import static io.ottugi.supervisor.control.ControlArgument.WORKER;
import static io.ottugi.supervisor.control.ControlArgument.WORKERS;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commands that a supervisor takes over its control socket, each with its name in a request and
 * the arguments that it may have. {@code docs/control.md} explains them.
 */
public enum ControlCommand {
    STATUS("status", WORKERS),
    START("start", WORKERS, ROLLING, WAIT, TIMEOUT_MS),
    STOP("stop", WORKERS, ROLLING, WAIT, TIMEOUT_MS),
    RESTART("restart", WORKERS, ROLLING, WAIT, TIMEOUT_MS),
    SIGNAL("signal", ControlArgument.SIGNAL, WORKERS),
    DUMP("dump", WORKERS, HISTOGRAM, FLIGHT_RECORDING_MS),
    SCALE("scale", WORKER, INSTANCES, WAIT, TIMEOUT_MS),
    RELOAD("reload", PLAN, DRY_RUN, WAIT, TIMEOUT_MS),
    DOWN("down", KEEP_WORKERS);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf makes one that nobody can change.
    private final Set<ControlArgument> arguments;

    ControlCommand(String label, ControlArgument... arguments) {
        this.label = label;
        this.arguments = Set.copyOf(List.of(arguments));
    }

    /** The name in a request, which is also that of the command of {@code ottugi}. */
    public String label() {
        return label;
    }

    /** The members that a request may have beside {@code version} and {@code request}. */
    public Set<ControlArgument> arguments() {
        return arguments;
    }

    /** The command of that name; empty if this version has none. */
    public static Optional<ControlCommand> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
}
