package io.ottugi.supervisor.process;

import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.concurrent.CompletableFuture;

/**
 * One living generation of a worker.
 *
 * @param identity of its first process, which leads a session and a group of the same number
 * @param cookie what all its processes carry
 * @param ended completes, on any thread, with the status of its first process
 */
public record RunningWorker(
        ProcessIdentity identity, Cookie cookie, CompletableFuture<WaitStatus> ended) {
    public long pid() {
        return identity.pid();
    }
}
