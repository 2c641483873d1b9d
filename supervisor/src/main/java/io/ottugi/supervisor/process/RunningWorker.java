package io.ottugi.supervisor.process;

import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.concurrent.CompletableFuture;

/**
 * One living generation of a worker.
 *
 * @param identity of its first process, which leads a session and a group of the same number
 * @param cookie what all its processes carry
 * @param ended completes, on any thread, with the status of its first process
 * @param gone completes when the kernel says that its first process ended, in case that nobody gets
 *     to tell through {@code ended}; perhaps never, if that was told before
 */
public record RunningWorker(
        ProcessIdentity identity,
        Cookie cookie,
        CompletableFuture<WaitStatus> ended,
        CompletableFuture<WaitStatus> gone) {
    /** One that only the kernel tells of. */
    public RunningWorker(
            ProcessIdentity identity, Cookie cookie, CompletableFuture<WaitStatus> ended) {
        this(identity, cookie, ended, new CompletableFuture<>());
    }

    public long pid() {
        return identity.pid();
    }
}
