package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.fleet.Client;
import io.ottugi.supervisor.fleet.Outcome;
import io.ottugi.supervisor.fleet.Unit;
import io.ottugi.supervisor.runtime.loop.Clock;
import java.util.LinkedHashSet;
import java.util.Set;

/** A client behind the control socket: what the fleet tells it becomes replies. */
final class WaitingClient implements Client {
    private final Replies replies;
    private final Clock clock;
    private final boolean waits;
    private final long deadline;
    private final Set<String> notStored = new LinkedHashSet<>();

    WaitingClient(Replies replies, Clock clock, boolean waits, long deadline) {
        this.replies = replies;
        this.clock = clock;
        this.waits = waits;
        this.deadline = deadline;
    }

    @Override
    public boolean isThere() {
        return replies.isOpen();
    }

    @Override
    public boolean waits() {
        return waits;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void told(Unit unit, Outcome outcome) {
        replies.part(Result.of(unit, outcome, clock.nanos()).toJson(unit));
    }

    @Override
    public void notStored(String sentence) {
        notStored.add(sentence);
    }

    @Override
    public void done(boolean allWell) {
        JsonObject last = Protocol.done(allWell);
        if (!notStored.isEmpty()) {
            Protocol.notKept(last, String.join("; ", notStored));
        }
        replies.last(last);
    }
}
