package io.ottugi.supervisor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.control.ControlServer;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.User;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Listens where a supervisor would, and replies with what a test says. */
public final class FakeSupervisor implements AutoCloseable {
    private final Path home;
    private final Places.Instance places;
    private final InstanceLock lock;
    private final ControlServer control;
    private final List<String> requests = new ArrayList<>();
    private List<String> replies = List.of();

    /** What a command did. */
    public record Outcome(int code, String out, String err) {}

    public FakeSupervisor(Path home) throws IOException {
        this.home = home;
        this.places = context(home, System.out, System.err).places().of(InstanceName.DEFAULT);
        places.prepare();
        this.lock = InstanceLock.take(places);
        this.control =
                ControlServer.open(
                        places.socket(),
                        (request, peer, to) -> {
                            requests.add(request.toString());
                            for (int i = 0; i < replies.size(); i++) {
                                JsonObject reply = parsed(replies.get(i));
                                if (i < replies.size() - 1) {
                                    to.part(reply);
                                } else {
                                    to.last(reply);
                                }
                            }
                        });
    }

    private static JsonObject parsed(String json) {
        try {
            return Json.object(json);
        } catch (BadJson e) {
            throw new AssertionError(json, e);
        }
    }

    public FakeSupervisor replies(String... lines) {
        replies = List.of(lines);
        return this;
    }

    public Places.Instance places() {
        return places;
    }

    /** What it was asked, in order. */
    public List<String> requests() {
        return requests;
    }

    public Outcome ottugi(String... arguments) throws InterruptedException {
        return ottugi(home, arguments);
    }

    /** Runs a command with or without a supervisor. */
    public static Outcome ottugi(Path home, String... arguments) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Context context =
                context(home, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        int code = new Cli(context).run(arguments).code();
        return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static Context context(Path home, PrintStream out, PrintStream err) {
        return new Context(Map.of("OTTUGI_HOME", home.toString()), home, User.current(), out, err);
    }

    @Override
    public void close() throws IOException {
        try {
            control.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.close();
        Files.deleteIfExists(places.lock());
    }
}
