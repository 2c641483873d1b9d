package io.ottugi.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** One named supervisor of a {@link Sandbox}, seen from outside: by its command and its files. */
public final class Instance {
    private final Sandbox sandbox;
    private final String name;

    Instance(Sandbox sandbox, String name) {
        this.sandbox = sandbox;
        this.name = name;
    }

    /** {@code ottugi COMMAND -n NAME ARG…}, about to be run. */
    public Program does(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "-n", name));
        all.addAll(Arrays.asList(arguments));
        return sandbox.ottugi(all.toArray(new String[0]));
    }

    /** Detaches it, with options and the worker's command after {@code --}, and insists on that. */
    public Status up(String... arguments) {
        does("up", arguments).run().expect(0);
        return status();
    }

    /**
     * Detaches it with a worker that falls; whether that is so soon that {@code up} tells of it is
     * left open.
     */
    public void upThoughItFalls(String... arguments) {
        Result up = does("up", arguments).run();
        if (up.exit() != 0 && up.exit() != 1) {
            throw new AssertionError("is not up: " + up);
        }
    }

    public Result down(String... arguments) {
        return does("down", arguments).run();
    }

    /** Its status, from its socket; from the command where there is none that answers. */
    public Status status() {
        return Control.status(socket()).map(Status::parse).orElseGet(this::statusByCommand);
    }

    /** What {@code ottugi status --json} prints. */
    public Status statusByCommand() {
        Result result = does("status", "--json").run();
        if (result.out().isBlank()) {
            throw new AssertionError("no status: " + result);
        }
        return Status.parse(result.out());
    }

    public Status awaitStatus(String what, Predicate<Status> wanted) {
        return Await.value(what, this::status, wanted);
    }

    /** The events so far; a line that is being written right now is not among them. */
    public List<Event> events() {
        String text = read(state().resolve("events.jsonl"));
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return whole.lines().filter(line -> !line.isBlank()).map(Event::parse).toList();
    }

    public List<Event> events(String kind) {
        return events().stream().filter(event -> event.is(kind)).toList();
    }

    /** Waits for the n-th event of that kind, counted from 1 and from the file's beginning. */
    public Event awaitEvent(String kind, int nth) {
        return Await.value(
                        "'" + kind + "' event number " + nth + " of " + name,
                        () -> events(kind),
                        events -> events.size() >= nth)
                .get(nth - 1);
    }

    /** Waits until a generation later than that one runs. */
    public Event awaitRunningAfter(long generation) {
        return Await.value(
                        "a generation of " + name + " after " + generation,
                        () ->
                                events("running").stream()
                                        .filter(event -> event.generation() > generation)
                                        .toList(),
                        events -> !events.isEmpty())
                .get(0);
    }

    /** Sends a signal to the running worker and waits for its successor. */
    public Event fell(Sig signal) {
        Status before = status();
        signal.to(before.workerPid());
        return awaitRunningAfter(before.worker().generation());
    }

    public Path state() {
        return sandbox.home().resolve("state").resolve(name);
    }

    public Path runtime() {
        return sandbox.home().resolve("run").resolve(name);
    }

    public Path socket() {
        return runtime().resolve("control.sock");
    }

    public Path logs() {
        return sandbox.home().resolve("log").resolve(name);
    }

    public Path workerLog() {
        return logs().resolve(name + ".log");
    }

    public Path workerRecord() {
        return state().resolve("workers").resolve(name + ".json");
    }

    public String log() {
        return read(workerLog());
    }

    public String supervisorLog() {
        return read(state().resolve("supervisor.log"));
    }

    public String name() {
        return name;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
