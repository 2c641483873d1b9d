package io.ottugi.supervisor.process;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a generation comes from, so that it can be known again by more than its number.
 *
 * @param program path of the program that is started; null where it is not known
 * @param supervisor the process that starts it, or has taken it over; null where it is not known
 * @param reapers pids of the processes to which it may fall when that supervisor ends
 */
public record Origin(
        @Nullable String program, @Nullable ProcessIdentity supervisor, List<Long> reapers) {
    private static final long INIT = 1;

    /** Of a record that an older version wrote. */
    static final Origin UNKNOWN = new Origin(null, null, List.of(INIT));

    public Origin {
        reapers = List.copyOf(reapers);
    }

    /** Of what this process starts. */
    static Origin ours(@Nullable String program) {
        return new Origin(program, Us.IDENTITY, Us.ANCESTORS);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("program", program);
        if (supervisor != null) {
            json.addProperty("supervisor", supervisor.pid());
            json.addProperty("supervisor_start_ticks", supervisor.startTicks());
        }
        json.add("reapers", Json.array(reapers.stream().map(String::valueOf).toList()));
        return json;
    }

    /**
     * @param boot of the record that it is in
     */
    static Origin fromJson(JsonObject json, String boot) throws BadJson {
        ProcessIdentity supervisor =
                json.has("supervisor")
                        ? new ProcessIdentity(
                                Json.number(json, "supervisor"),
                                Json.number(json, "supervisor_start_ticks"),
                                boot)
                        : null;
        List<Long> reapers = new ArrayList<>();
        for (String pid : Json.strings(json, "reapers")) {
            try {
                reapers.add(Long.parseLong(pid));
            } catch (NumberFormatException e) {
                throw new BadJson("expected pids in 'reapers'");
            }
        }
        return new Origin(Json.stringOrNull(json, "program"), supervisor, reapers);
    }

    /** Read once: an ancestor may end, but no new one appears. */
    private static final class Us {
        static final @Nullable ProcessIdentity IDENTITY =
                ProcessIdentity.of(ProcessHandle.current().pid()).orElse(null);
        static final List<Long> ANCESTORS = ancestors();

        private static List<Long> ancestors() {
            List<Long> found = new ArrayList<>();
            Optional<ProcStat> next = ProcStat.read(ProcessHandle.current().pid());
            while (next.isPresent() && next.get().parent() > 0) {
                found.add(next.get().parent());
                next = ProcStat.read(next.get().parent());
            }
            return found.isEmpty() ? List.of(INIT) : found;
        }
    }
}
