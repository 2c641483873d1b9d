package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a child, of which two tell: the JDK that waits for it, and the kernel through a pidfd.
 * One descriptor serves both, to notice the end and to learn its exact status, and is given back as
 * soon as that is known.
 */
final class ChildExit implements ExitWatch.Watched {
    private final Posix posix;
    private final ProcessIdentity identity;
    private final int pidfd;
    private final Runnable forget;
    private final CompletableFuture<WaitStatus> gone = new CompletableFuture<>();
    private OptionalInt raw = OptionalInt.empty();
    private boolean open = true;

    /**
     * @param forget runs when the descriptor is given back
     */
    ChildExit(Posix posix, ProcessIdentity identity, int pidfd, Runnable forget) {
        this.posix = posix;
        this.identity = identity;
        this.pidfd = pidfd;
        this.forget = forget;
    }

    @Override
    public int pidfd() {
        return pidfd;
    }

    /** Completes when the kernel says that it ended, unless the JDK said so before. */
    CompletableFuture<WaitStatus> gone() {
        return gone;
    }

    @Override
    public void ended() {
        synchronized (this) {
            if (!open) {
                return;
            }
            raw = ExitWatch.rawStatus(posix, identity, pidfd);
            if (raw.isPresent()) {
                close();
            }
        }
        gone.complete(status(new WaitStatus.Unknown()));
    }

    /** The JDK has reaped it: its exit value, made exact where the kernel does that. */
    synchronized WaitStatus reaped(WaitStatus byTheJdk) {
        if (open) {
            raw = posix.exitStatus(pidfd);
            close();
        }
        return status(byTheJdk);
    }

    private synchronized WaitStatus status(WaitStatus otherwise) {
        return raw.isPresent() ? WaitStatus.ofRaw(raw.getAsInt()) : otherwise;
    }

    private void close() {
        open = false;
        forget.run();
        posix.close(pidfd);
    }
}
