package io.ottugi.supervisor.runtime.loop;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.control.Peer;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.evidence.Explained;
import io.ottugi.supervisor.evidence.Noticed;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.logs.rotate.LogEvent;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can reach the loop. */
public sealed interface Message {
    /** The first process of a generation ended. */
    record ProcessEnded(String worker, long generation, long pid, WaitStatus status)
            implements Message {}

    /** The kernel says that a first process ended, of which the JDK is expected to tell. */
    record ProcessGone(String worker, long generation, long pid, WaitStatus status)
            implements Message {}

    /** The last process of a generation is gone. */
    record GenerationCleared(String worker, long generation) implements Message {}

    /**
     * A process may not be signalled.
     *
     * @param worker whose it is; null for an orphan of which that is not known
     */
    record SignalRefused(@Nullable String worker, ProcessIdentity process, SignalName signal)
            implements Message {}

    /**
     * Orphans live on after the end of a generation, and nobody can tell whether they came of it.
     * First processes of other workers may be among them.
     */
    record StraysLeft(String worker, List<ProcessIdentity> orphans) implements Message {
        public StraysLeft {
            orphans = List.copyOf(orphans);
        }
    }

    /** The processes that a worker was held back for are gone. */
    record DoubtResolved(String worker) implements Message {}

    /** A file changed that may mend what a worker was given up for. */
    record FilesChanged(String worker) implements Message {}

    /** SIGCHLD: a child has ended, perhaps an orphan that fell to us. */
    record ChildEnded() implements Message {}

    /** A signal to the supervisor itself. */
    record Signalled(SignalName signal) implements Message {}

    /** The terminal or pipe that we wrote to is gone. */
    record OutputLost(String why) implements Message {}

    /** Something happened to a log file. */
    record LogChanged(LogEvent news) implements Message {}

    /** A worker that is about to be killed has been looked at, for so long. */
    record Examined(String worker, long generation, long millis) implements Message {}

    /** Something that was waited for elsewhere has come; the rest is done on the loop. */
    record Later(Runnable rest) implements Message {}

    /** What was found out about a fall. */
    record FallExplained(Explained explained) implements Message {}

    /** A dump was found of which no fall tells. */
    record DumpFound(Noticed noticed) implements Message {}

    /** Something that only a person could want to know. */
    record Noted(String sentence) implements Message {}

    /**
     * A client asks for something.
     *
     * @param replies take replies, at once or later, from the loop
     */
    record Requested(JsonObject request, Peer peer, Replies replies) implements Message {}

    /** Tells whether somebody asks for something; everything else has happened already. */
    default boolean isCommand() {
        return this instanceof Requested || this instanceof Signalled;
    }
}
