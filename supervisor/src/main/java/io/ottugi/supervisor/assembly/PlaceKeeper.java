package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.control.ControlServer;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lock file, the state directory and the control socket of a living supervisor anew when
 * somebody has removed them, woken by inotify(7). All of it happens on the loop.
 */
final class PlaceKeeper {
    /** No name of a worker. */
    private static final String KEY = "/place";

    private final Places.Instance places;
    private final InstanceLock lock;
    private final ControlServer control;
    private final FileChanges changes;
    private final Inbox inbox;
    private final Journal journal;
    private final Rewriting rewriting;
    private @Nullable String lastTrouble;
    private boolean taken;

    /** Writes down anew what was in the state directory. */
    interface Rewriting {
        void rewrite() throws IOException;
    }

    PlaceKeeper(
            Places.Instance places,
            InstanceLock lock,
            ControlServer control,
            FileChanges changes,
            Inbox inbox,
            Journal journal,
            Rewriting rewriting) {
        this.places = places;
        this.lock = lock;
        this.control = control;
        this.changes = changes;
        this.inbox = inbox;
        this.journal = journal;
        this.rewriting = rewriting;
    }

    /** Looks what is missing, makes it, and goes on watching. */
    void look() {
        // Watched first: what is removed after the look is told.
        watch();
        List<String> missing = missing();
        if (missing.isEmpty()) {
            lastTrouble = null;
            return;
        }
        try {
            heal(missing);
            lastTrouble = null;
        } catch (IOException | Failure e) {
            trouble(
                    EventKind.STATE_NOT_HEALED,
                    missing,
                    "cannot make "
                            + String.join(", ", missing)
                            + " anew: "
                            + reason(e)
                            + "; 'kill -HUP "
                            + ProcessHandle.current().pid()
                            + "' tries again");
        }
        // New directories are not those that were watched.
        watch();
        if (lastTrouble == null && !missing().isEmpty()) {
            inbox.post(new Message.Later(this::look));
        }
    }

    private void watch() {
        List<Path> files =
                List.of(
                        places.lock(),
                        places.socket(),
                        places.records(),
                        places.state(),
                        places.runtime());
        changes.watch(KEY, files, () -> inbox.post(new Message.Later(this::look)));
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!Files.isDirectory(places.records()) || !Files.isDirectory(places.logState())) {
            missing.add("state directory " + places.state());
        }
        if (!lock.isInPlace(places)) {
            missing.add("lock file " + places.lock());
        }
        if (!Files.isDirectory(places.runtime())) {
            missing.add("runtime directory " + places.runtime());
        } else if (!Files.exists(places.socket(), LinkOption.NOFOLLOW_LINKS)) {
            missing.add("control socket " + places.socket());
        }
        return missing;
    }

    private void heal(List<String> missing) throws IOException {
        places.prepare();
        if (!lock.isInPlace(places) && !lock.retake(places)) {
            control.leaveSocket();
            taken = true;
            trouble(
                    EventKind.STATE_TAKEN,
                    missing,
                    "another supervisor holds "
                            + places.lock()
                            + ", which was removed under this one: nothing is made anew here; end"
                            + " one of the two: this one is pid "
                            + ProcessHandle.current().pid());
            return;
        }
        rewriting.rewrite();
        if (taken) {
            taken = false;
            control.retakeSocket(places::prepareRuntime);
        } else {
            control.heal(places::prepareRuntime);
        }
        tell(EventKind.STATE_HEALED, missing, String.join(", ", missing) + " was gone: made anew");
    }

    /** The same trouble is told once. */
    private void trouble(EventKind event, List<String> missing, String sentence) {
        if (!sentence.equals(lastTrouble)) {
            lastTrouble = sentence;
            tell(event, missing, sentence);
        }
    }

    private void tell(EventKind event, List<String> missing, String sentence) {
        EventFields details =
                new EventFields()
                        .put(EventField.MISSING, missing)
                        .put(EventField.SENTENCE, sentence);
        journal.supervisor(event, details, sentence);
    }

    private static String reason(Exception e) {
        return e instanceof IOException io ? Failure.reason(io) : String.valueOf(e.getMessage());
    }
}
