package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.process.launch.ExecChain;
import java.nio.file.Path;

/**
 * Looks, after a start only, whether the exec chain has become the worker's command: soon at first,
 * then ever more rarely, since nothing in Linux tells of an exec.
 */
final class ExecWatch {
    private static final long FIRST_LOOK_NANOS = 500_000;
    private static final long RAREST_LOOK_NANOS = 250_000_000;

    private final ExecChain chain;
    private final long pid;
    private final Path command;
    private long interval = FIRST_LOOK_NANOS;
    private long lookAt;

    ExecWatch(ExecChain chain, long pid, WorkerSpec spec, long now) {
        this.chain = chain;
        this.pid = pid;
        this.command = Path.of(spec.command().get(0));
        this.lookAt = now + interval;
    }

    long lookAt() {
        return lookAt;
    }

    boolean isOver(long now) {
        if (now - lookAt < 0) {
            return false;
        }
        interval = Math.min(interval * 2, RAREST_LOOK_NANOS);
        lookAt = now + interval;
        return chain.isOver(pid, command);
    }
}
