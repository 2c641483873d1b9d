package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.disk.LastLine;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.process.launch.ExecChain;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells a worker that exited from an exec chain that could not become it, by the chain's own
 * message in the log. Without that message the exit code stands as it is.
 */
final class ExecFailure {
    private ExecFailure() {}

    /**
     * Tells why a process ended.
     *
     * @param snapshot of the worker before the end
     */
    static Cause cause(WaitStatus status, Snapshot snapshot, Output output) {
        Path errors = output.errorFile() == null ? output.file() : output.errorFile();
        boolean inChain = snapshot.state() == State.STARTING && !snapshot.isSettling();
        if (inChain && errors != null && status instanceof WaitStatus.Exited exited) {
            Optional<String> message = ExecChain.failure(exited.code(), () -> LastLine.of(errors));
            if (message.isPresent()) {
                return new Cause.CouldNotStart(Cause.Stage.EXEC, message.get());
            }
        }
        return new Cause.Ended(status);
    }
}
