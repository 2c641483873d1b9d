package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.control.ControlServer;
import io.ottugi.supervisor.daemon.Descriptors;
import io.ottugi.supervisor.daemon.Handshake;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.runtime.loop.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A supervisor that belongs to nobody: its own session, no terminal, its output in its log. */
public final class Detached implements Assembly.Mode {
    private final Places.Instance places;
    private final boolean allOrNothing;
    private final Handshake handshake = new Handshake(this::letGoOfLauncher);
    private @Nullable Descriptors descriptors;
    private @Nullable ControlServer control;
    private boolean ownsItsLog;

    /**
     * @param allOrNothing whether a first start that cannot start each worker leaves nothing behind
     */
    public Detached(Places.Instance places, boolean allOrNothing) {
        this.places = places;
        this.allOrNothing = allOrNothing;
    }

    /** Tells the launcher why there will be no supervisor. */
    public void failed(Failure failure) {
        handshake.failed(failure);
    }

    @Override
    public String label() {
        return "detached";
    }

    @Override
    public void enter(Posix posix, Descriptors ours, List<WorkerSpec> specs) throws IOException {
        descriptors = ours;
        posix.setsid();
        ours.closeInput();
        try {
            ours.errorsTo(places.supervisorLog());
        } catch (IOException e) {
            // Without room for its log a supervisor takes over what runs all the same.
            ours.errorsTo(Path.of("/dev/null"));
        }
    }

    @Override
    public boolean isNewestWish() {
        return true;
    }

    @Override
    public void begin(Journal journal, ControlServer server) {
        control = server;
    }

    @Override
    public void up() {
        handshake.up();
    }

    @Override
    public void fell(String what) {
        handshake.fell(what);
    }

    @Override
    public boolean isAllOrNothing() {
        return allOrNothing;
    }

    @Override
    public void over() {
        handshake.over();
    }

    private void letGoOfLauncher() {
        try {
            Objects.requireNonNull(descriptors).outputTo(places.supervisorLog());
            ownsItsLog = true;
        } catch (IOException e) {
            closeOutput();
        }
    }

    /** Without a log the launcher must be let go of all the same. */
    private void closeOutput() {
        try {
            Objects.requireNonNull(descriptors).outputTo(Path.of("/dev/null"));
        } catch (IOException e) {
            // Not even that can be opened: the launcher waits until it can, or is interrupted.
        }
    }

    @Override
    public void hungUp() {
        Objects.requireNonNull(control).heal(places::prepareRuntime);
    }

    @Override
    public boolean endsWithItsWorkers() {
        return false;
    }

    @Override
    public void forgotten(String worker) {}

    @Override
    public void outputLost(String why) {
        // Nothing is shown, so nothing can be lost.
    }

    @Override
    public boolean moved(String why) {
        return false;
    }

    @Override
    public boolean isRemoved() {
        return ownsItsLog && Files.notExists(places.supervisorLog());
    }

    @Override
    public void turnOver() {
        letGoOfLauncher();
    }

    @Override
    public void planned(List<WorkerSpec> specs) {}

    @Override
    public void leave() {}
}
