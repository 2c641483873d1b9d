package io.ottugi.supervisor.cli.why;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a worker that may have fallen.
 *
 * @param status as the supervisor has it; null if none is up and nothing of it lives
 * @param history with its falls
 * @param incidents its folders, oldest first
 */
public record Case(
        Whose whose, @Nullable JsonObject status, History history, List<IncidentFolder> incidents) {
    private static final String LAST_FALL = "last_fall";

    public Case {
        incidents = List.copyOf(incidents);
        history = completed(history, status);
    }

    /**
     * Whose case it is.
     *
     * @param supervised whether its supervisor is up
     * @param gone how that ended, if it is not; empty if nobody knows
     * @param named whether the operator had to say which supervisor is meant
     */
    public record Whose(
            String unit, String supervisor, boolean supervised, String gone, boolean named) {
        /** A command about it, such that it could be typed. */
        String command(String command) {
            return command(command, " " + unit);
        }

        public String command(String command, String words) {
            return "'ottugi " + command + addressed() + words + "'";
        }

        private String addressed() {
            return named ? " -n " + supervisor : "";
        }

        /** The same text, with the supervisor in commands that are about it. */
        public String addressed(String text) {
            return text.replaceAll(
                    "(\\bottugi [a-z]+) (?=" + Pattern.quote(unit) + "\\b)",
                    "$1" + addressed() + " ");
        }
    }

    /** Whether a supervisor is up and it is where it should be. */
    public boolean isWell() {
        return whose.supervised() && status != null && flag("ok");
    }

    /** Tells whether the worker, or something about it, is not well. */
    public boolean isTrouble() {
        return !isWell() || isOddThoughItLives() || diskFull().isPresent();
    }

    /** Tells whether the worker is down only since others are not there. */
    public boolean isWaiting() {
        return !waitingFor().isEmpty();
    }

    private boolean flag(String name) {
        try {
            return status != null && Json.flag(status, name);
        } catch (BadJson e) {
            return false;
        }
    }

    String state() {
        String state = text("state");
        return state == null ? "" : state;
    }

    @Nullable String text(String name) {
        return status == null ? null : Json.stringOrNull(status, name);
    }

    Optional<Instant> moment(String name) {
        return Optional.ofNullable(text(name)).map(Instant::parse);
    }

    /** Its falls that are not forgotten yet, if it runs in spite of them. */
    Optional<Instability> instability() {
        return status == null ? Optional.empty() : Instability.of(status);
    }

    /** A sentence if the filesystem of its log is full now. */
    public Optional<String> diskFull() {
        return Optional.ofNullable(text("disk_full"));
    }

    List<String> waitingFor() {
        return texts("waiting_for");
    }

    /** The settings that it runs with and that are others by now. */
    List<String> earlierSettings() {
        return texts("earlier_settings");
    }

    /** Tells whether the newest fall was that the program left the foreground. */
    boolean wentIntoTheBackground() {
        return history.lastFall()
                .filter(fall -> fall.cause().kind() == EndCause.Kind.DAEMONIZED)
                .isPresent();
    }

    private List<String> texts(String name) {
        try {
            return status == null ? List.of() : Json.strings(status, name);
        } catch (BadJson e) {
            return List.of();
        }
    }

    boolean isByHand() {
        return flag("by_hand");
    }

    /** Its newest fall that nobody asked for. */
    Optional<Told> lastFall() {
        return history.lastFall().map(fall -> Told.of(fall, incidents));
    }

    /** What was found without a fall, if that is newer than its newest fall. */
    Optional<Found> found() {
        Instant fell = history.lastFall().map(FallRecord::at).orElse(Instant.MIN);
        return Found.newest(incidents).filter(found -> found.at().isAfter(fell));
    }

    /** Tells whether something was found of the current generation, such as a heap dump. */
    public boolean isOddThoughItLives() {
        return status != null && found().filter(this::isOfNow).isPresent();
    }

    private boolean isOfNow(Found found) {
        try {
            return status != null
                    && Json.number(status, "generation") == found.subject().generation();
        } catch (BadJson e) {
            return false;
        }
    }

    /** When it last fell, or something was found; if neither, the oldest there is. */
    public Instant lastTroubleAt() {
        return found().map(Found::at)
                .or(() -> history.lastFall().map(FallRecord::at))
                .orElse(Instant.MIN);
    }

    Regularity regularity(ZoneId zone) {
        return Regularity.of(history.falls(), zone);
    }

    Frequency frequency(Instant now) {
        return Frequency.of(history.falls().stream().map(FallRecord::at).toList(), now);
    }

    /** The supervisor knows the newest fall even if its event was lost. */
    private static History completed(History history, @Nullable JsonObject status) {
        if (status == null || !(status.get(LAST_FALL) instanceof JsonObject fall)) {
            return history;
        }
        Instant at = new RecordedEvent(fall).at();
        String cause = Json.stringOrNull(fall, "cause");
        if (at == null || cause == null) {
            return history;
        }
        long generation = generation(fall);
        List<FallRecord> ends = new ArrayList<>(history.ends());
        int newest = ends.size() - 1;
        JsonObject explained = Json.stringOrNull(fall, "finding") == null ? null : fall;
        if (newest >= 0 && ends.get(newest).generation() == generation) {
            FallRecord known = ends.get(newest);
            if (known.explained() == null && explained != null) {
                ends.set(newest, known.with(explained));
            }
        } else if (newest < 0 || ends.get(newest).at().isBefore(at)) {
            ends.add(recorded(fall, at, cause, explained));
        }
        return new History(ends, history.since(), history.asked());
    }

    private static FallRecord recorded(
            JsonObject fall, Instant at, String cause, @Nullable JsonObject explained) {
        String ranFor =
                Json.stringOrNull(fall, "pid") == null ? null : Json.stringOrNull(fall, "ran_for");
        return new FallRecord(
                at,
                generation(fall),
                EndCause.parse(cause),
                Json.stringOrNull(fall, "by"),
                null,
                ranFor == null ? "" : ranFor,
                false,
                fall,
                explained);
    }

    private static long generation(JsonObject fall) {
        try {
            return Json.number(fall, "generation");
        } catch (BadJson e) {
            return 0;
        }
    }
}
