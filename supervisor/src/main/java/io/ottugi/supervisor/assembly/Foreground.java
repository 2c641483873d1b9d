package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.control.ControlServer;
import io.ottugi.supervisor.daemon.Descriptors;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.logs.read.LogPrinter;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor in the foreground, under a shell, a container or systemd. It outlives its terminal
 * as nohup(1) does: what went there goes on into files.
 */
public final class Foreground implements Assembly.Mode {
    private final Places.Instance places;
    private final Inbox inbox;
    private final Manner manner;
    private @Nullable Descriptors descriptors;
    private @Nullable ControlServer control;
    private @Nullable Journal journal;
    private @Nullable LogPrinter shown;
    private boolean onTerminal;
    private boolean outputGone;
    private boolean errorsMoved;

    /**
     * How it was asked to be.
     *
     * @param shows whether the workers' logs are shown on standard output
     * @param ofFile whether the workers are those of a configuration file
     * @param stays whether it goes on when nothing is left that it could start
     */
    public record Manner(boolean shows, boolean ofFile, boolean stays) {}

    public Foreground(Places.Instance places, Inbox inbox, Manner manner) {
        this.places = places;
        this.inbox = inbox;
        this.manner = manner;
    }

    @Override
    public String label() {
        return "foreground";
    }

    @Override
    public void enter(Posix posix, Descriptors ours, List<WorkerSpec> specs) throws IOException {
        descriptors = ours;
        onTerminal = ours.outputIsTerminal();
        ours.closeInput();
        if (manner.shows()) {
            shown =
                    LogPrinter.start(
                            specs,
                            places.logState(),
                            why -> inbox.post(new Message.OutputLost(why)));
        }
    }

    /** It may be a boot entry that speaks. */
    @Override
    public boolean isNewestWish() {
        return false;
    }

    @Override
    public void begin(Journal ours, ControlServer server) {
        journal = ours;
        control = server;
    }

    @Override
    public void up() {}

    @Override
    public void fell(String what) {}

    /** Of the workers of a file, at boot above all, those run that can. */
    @Override
    public boolean isAllOrNothing() {
        return !manner.ofFile();
    }

    @Override
    public void over() {}

    @Override
    public void hungUp() {
        Objects.requireNonNull(control).heal(places::prepareRuntime);
        if (onTerminal
                && shown != null
                && !Objects.requireNonNull(descriptors).outputIsTerminal()) {
            outputLost("the terminal is gone");
        }
    }

    @Override
    public void outputLost(String why) {
        if (outputGone) {
            return;
        }
        outputGone = true;
        try {
            if (shown != null) {
                shown.abandon();
            }
            Objects.requireNonNull(descriptors).outputTo(places.supervisorLog());
            errorsMoved = true;
        } catch (IOException e) {
            // There is no other place; the worker's own output is in its file all the same.
        }
        EventFields details =
                new EventFields()
                        .put(EventField.WHY, why)
                        .put(EventField.LOG, places.supervisorLog().toString());
        Objects.requireNonNull(journal)
                .supervisor(EventKind.OUTPUT_MOVED, details, "output goes on in files: " + why);
    }

    @Override
    public boolean endsWithItsWorkers() {
        return !manner.stays();
    }

    @Override
    public void forgotten(String worker) {
        if (shown != null) {
            shown.forget(worker);
        }
    }

    @Override
    public boolean moved(String why) {
        try {
            Objects.requireNonNull(descriptors).errorsTo(places.supervisorLog());
            errorsMoved = true;
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean isRemoved() {
        return errorsMoved && Files.notExists(places.supervisorLog());
    }

    /** A terminal or pipe has no size; a file that errors moved to has. */
    @Override
    public void turnOver() {
        if (errorsMoved) {
            moved("");
        }
    }

    @Override
    public void planned(List<WorkerSpec> specs) {
        try {
            if (shown != null && !outputGone) {
                shown.showAll(specs);
            }
        } catch (IOException e) {
            outputLost(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void leave() throws IOException, InterruptedException {
        if (shown != null) {
            shown.finish();
        }
    }
}
