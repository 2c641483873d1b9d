package io.ottugi.supervisor.logs;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Sizes;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what happens to one log file. */
final class LogNewsDesk {
    private final String worker;
    private final Path file;
    private final Consumer<LogNews> listener;
    private @Nullable String lastFailure;
    private boolean toldOfLoss;

    LogNewsDesk(String worker, Path file, Consumer<LogNews> listener) {
        this.worker = worker;
        this.file = file;
        this.listener = listener;
    }

    void rotated(Rotated rotated, long nanos, int removed) {
        lastFailure = null;
        JsonObject details = details();
        details.addProperty("archive", rotated.archive().toString());
        details.addProperty("bytes", rotated.bytes());
        details.addProperty("took_ms", TimeUnit.NANOSECONDS.toMillis(nanos));
        details.addProperty("method", rotated.method().label());
        if (rotated.method() == Rotated.Method.COPY_AND_TRUNCATE) {
            details.addProperty("lost_about", rotated.lostAbout());
        }
        if (removed > 0) {
            details.addProperty("removed", removed);
        }
        String moved =
                file
                        + ": "
                        + rotated.bytes()
                        + " bytes moved to "
                        + rotated.archive().getFileName();
        tell("log-rotated", details, moved + loss(rotated));
    }

    private String loss(Rotated rotated) {
        if (rotated.method() == Rotated.Method.COLLAPSE) {
            return "";
        }
        String lost = " by copying and truncating, about " + rotated.lostAbout() + " bytes lost";
        if (toldOfLoss) {
            return lost;
        }
        toldOfLoss = true;
        return lost
                + ": its filesystem cannot cut a file's beginning off, as ext4, xfs and f2fs can";
    }

    /** Told once until something else fails, or it works again. */
    void failed(String reason) {
        if (!reason.equals(lastFailure)) {
            lastFailure = reason;
            JsonObject details = details();
            details.addProperty("reason", reason);
            tell("log-rotation-failed", details, "log not rotated, trying again: " + reason);
        }
    }

    void recovered(Settling.Outcome outcome) {
        JsonObject details = details();
        boolean finished = outcome == Settling.Outcome.FINISHED;
        details.addProperty("outcome", finished ? "finished" : "undone");
        tell(
                "log-rotation-recovered",
                details,
                file
                        + ": a rotation that was interrupted is "
                        + (finished ? "finished" : "undone, and will be done again"));
    }

    void detached(Detachment detachment) {
        JsonObject details = details();
        details.addProperty("why", detachment.why());
        tell("log-detached", details, detachment.sentence());
    }

    void healed() {
        tell("log-healed", details(), file + " is what the worker writes to again");
    }

    void flood(long bytesPerSecond) {
        JsonObject details = details();
        details.addProperty("bytes_per_second", bytesPerSecond);
        tell(
                "log-flood",
                details,
                file
                        + " grows by "
                        + bytesPerSecond
                        + " bytes a second, more than log.max_rate allows");
    }

    void removed(int count, String why) {
        JsonObject details = details();
        details.addProperty("count", count);
        details.addProperty("why", why);
        tell(
                "log-archives-removed",
                details,
                "removed the " + count + " oldest archives of " + file + ": " + why);
    }

    static String tooMuch(long maxTotal) {
        return "log.max_total is " + Sizes.format(maxTotal);
    }

    static String tooFull(long freeSpace) {
        return "less than log.free_space, " + Sizes.format(freeSpace) + ", was free";
    }

    private JsonObject details() {
        JsonObject details = new JsonObject();
        details.addProperty("file", file.toString());
        return details;
    }

    private void tell(String event, JsonObject details, String sentence) {
        listener.accept(new LogNews(worker, event, details, sentence));
    }
}
