package io.ottugi.supervisor.runtime;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.ottugi.supervisor.control.ControlArgument;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.control.Peer;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.List;

/** One request, who is behind it, and who waits for the answer. */
record Request(JsonObject json, Peer peer, Replies replies) {
    /** What the event record tells of a request, where it has that. */
    private static final List<EventField> TOLD =
            List.of(
                    EventField.SIGNAL,
                    EventField.WORKER,
                    EventField.INSTANCES,
                    EventField.ROLLING,
                    EventField.KEEP_WORKERS,
                    EventField.HISTOGRAM,
                    EventField.FLIGHT_RECORDING_MS);

    /** Refuses what cannot be understood, before anything is done of it. */
    Request checked() throws BadJson {
        if (Json.number(json, "version") != Protocol.VERSION) {
            throw new BadJson("this supervisor speaks version " + Protocol.VERSION);
        }
        deadline(0);
        waits();
        flag(ControlArgument.ROLLING);
        flag(ControlArgument.DRY_RUN);
        return this;
    }

    /** The command that is asked for. */
    ControlCommand command() throws BadJson {
        String name = Json.string(json, "request");
        return ControlCommand.of(name)
                .orElseThrow(() -> new BadJson("this supervisor knows no request '" + name + "'"));
    }

    /** Which workers are meant; may be empty. */
    List<String> patterns() throws BadJson {
        return Json.strings(json, ControlArgument.WORKERS.label());
    }

    /** Tells whether an argument is given, and not null. */
    boolean has(ControlArgument argument) {
        return Json.stringOrNull(json, argument.label()) != null;
    }

    boolean flag(ControlArgument argument) throws BadJson {
        return Json.flag(json, argument.label());
    }

    String text(ControlArgument argument) throws BadJson {
        return Json.string(json, argument.label());
    }

    long number(ControlArgument argument) throws BadJson {
        return Json.number(json, argument.label());
    }

    /** Whether the client wants to wait; it does unless it says otherwise. */
    boolean waits() throws BadJson {
        return !json.has(ControlArgument.WAIT.label()) || flag(ControlArgument.WAIT);
    }

    JsonObject object(ControlArgument argument) throws BadJson {
        String name = argument.label();
        if (json.get(name) == null || !json.get(name).isJsonObject()) {
            throw new BadJson("expected an object in '" + name + "'");
        }
        return json.getAsJsonObject(name);
    }

    /**
     * Until when the client waits.
     *
     * @param now monotonic nanoseconds, as is the answer; {@link Long#MAX_VALUE} for ever
     */
    long deadline(long now) throws BadJson {
        if (!has(ControlArgument.TIMEOUT_MS)) {
            return Long.MAX_VALUE;
        }
        long millis = Math.max(0, number(ControlArgument.TIMEOUT_MS));
        return now + Math.min(millis, Integer.MAX_VALUE) * 1_000_000L;
    }

    /** The request for the event record. */
    EventFields describe() throws BadJson {
        JsonObject who = new JsonObject();
        who.addProperty("uid", peer.uid());
        who.addProperty("user", peer.user());
        EventFields details = new EventFields().put(EventField.REQUEST, command().label());
        for (EventField field : TOLD) {
            JsonElement value = json.get(field.label());
            boolean no = value != null && value.equals(new JsonPrimitive(false));
            if (value != null && value.isJsonPrimitive() && !no) {
                details.put(field, value);
            }
        }
        return details.put(EventField.ASKED_BY, who);
    }
}
