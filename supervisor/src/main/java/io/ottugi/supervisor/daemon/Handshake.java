package io.ottugi.supervisor.daemon;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor tells the launcher over the pipe that is its standard output at first: JSON
 * lines. When it has no more to tell, the pipe is given up for the log file, and the launcher
 * leaves.
 */
public final class Handshake {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Runnable afterwards;

    /**
     * @param afterwards lets go of the pipe
     */
    public Handshake(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    /** The supervisor stands. */
    public void up() {
        say("up", "", 0);
    }

    /** A worker has not come up, and the supervisor stays. */
    public void fell(String what) {
        say("fell", what, ExitCode.DOWN.code());
    }

    /** There is no more to tell. */
    public void over() {
        afterwards.run();
    }

    /** Why there will be no supervisor. */
    public void failed(Failure failure) {
        say("failed", String.valueOf(failure.getMessage()), failure.exitCode().code());
    }

    private void say(String what, String text, int code) {
        JsonObject line = new JsonObject();
        line.addProperty("ottugi", what);
        line.addProperty("text", text);
        line.addProperty("code", code);
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The launcher was ended by its operator; the supervisor goes on without a listener.
        }
    }

    /** What one line of the pipe says; other lines are the JVM's own words. */
    public record Word(String what, String text, ExitCode code) {
        static Optional<Word> parse(String line) {
            try {
                JsonObject json = Json.object(line);
                @Nullable String what = Json.stringOrNull(json, "ottugi");
                if (what == null) {
                    return Optional.empty();
                }
                ExitCode code = ExitCode.of((int) Json.number(json, "code"));
                return Optional.of(new Word(what, Json.string(json, "text"), code));
            } catch (BadJson e) {
                return Optional.empty();
            }
        }
    }
}
