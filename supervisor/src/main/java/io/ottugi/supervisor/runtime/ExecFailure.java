package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.logs.LastLine;
import io.ottugi.supervisor.process.ExecChain;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells a worker that exited with 126 or 127 from an exec chain that could not become it, by the
 * chain's own message in the log. Without that message the exit code stands as it is.
 */
final class ExecFailure {
    private ExecFailure() {}

    static Cause cause(WaitStatus status, State state, @Nullable Path logFile) {
        if (state == State.STARTING && logFile != null && isExecCode(status)) {
            String line = LastLine.of(logFile);
            if (ExecChain.isMessage(line)) {
                return new Cause.CouldNotStart(Cause.Stage.EXEC, ExecChain.withoutPrefix(line));
            }
        }
        return new Cause.Ended(status);
    }

    private static boolean isExecCode(WaitStatus status) {
        return status instanceof WaitStatus.Exited exited
                && (exited.code() == 126 || exited.code() == 127);
    }
}
