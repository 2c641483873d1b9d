package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.Family;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One living generation of a worker.
 *
 * @param family its processes: the first one leads a session and a group of the same number, and
 *     all are given the cookie
 * @param ended completes, on any thread, with the status of its first process
 * @param gone completes when the kernel says that its first process ended, in case that nobody gets
 *     to tell through {@code ended}; perhaps never, if that was told before
 * @param jvm where its JVM, if it is one, leaves what it writes when it fails
 * @param adopted whether an earlier supervisor started it, so that its orphans are not ours
 * @param notes what at its start was not as it was wanted, for people
 */
public record RunningWorker(
        Family family,
        CompletableFuture<WaitStatus> ended,
        CompletableFuture<WaitStatus> gone,
        JvmFiles jvm,
        boolean adopted,
        List<String> notes) {
    public RunningWorker {
        notes = List.copyOf(notes);
    }

    /** One that an earlier supervisor started: only the kernel tells of its end. */
    public RunningWorker(Family family, CompletableFuture<WaitStatus> ended, JvmFiles jvm) {
        this(family, ended, new CompletableFuture<>(), jvm, true, List.of());
    }

    public ProcessIdentity identity() {
        return family.leader();
    }

    public Cookie cookie() {
        return family.cookie();
    }

    public long pid() {
        return identity().pid();
    }
}
