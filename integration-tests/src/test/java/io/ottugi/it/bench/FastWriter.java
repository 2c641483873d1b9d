package io.ottugi.it.bench;

import io.ottugi.it.bench.Written.Span;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** One run of a {@link LineWriter}. */
final class FastWriter {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);

    /** An archive that nobody works on any more. */
    private static final String PLAIN = "\\.\\d+";

    private static final String PACKED = "\\.\\d+\\.gz";

    private final Sandbox sandbox;
    private final long bytes;
    private final Path notes;

    /**
     * @param number of this run, unique in the sandbox
     */
    FastWriter(Sandbox sandbox, int number, long bytes) {
        this.sandbox = sandbox;
        this.bytes = bytes;
        this.notes = sandbox.work().resolve("writer" + number + ".notes");
    }

    /** Into this file. */
    Written bare(Path file) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >>\"$0\""));
        command.add(file.toString());
        command.addAll(command());
        Running writer = sandbox.command(command.toArray(new String[0])).start();
        letGo();
        await("the bare writer's end", () -> Files.exists(notes) || !writer.alive());
        Sig.KILL.toIfThere(writer.pid());
        writer.finish();
        return Written.parse(notes);
    }

    /**
     * Into the log of a worker, until all that follows from that is done as well.
     *
     * @param cutAt bytes at which it is rotated, 0 for never
     */
    void supervised(Instance instance, WriterSeries series, long cutAt, boolean compress) {
        List<String> arguments = new ArrayList<>();
        for (String setting :
                List.of(
                        "log.max_size=" + cutAt,
                        "log.compress=" + compress,
                        "log.keep=1000",
                        "restart.policy=never")) {
            arguments.addAll(List.of("--set", setting));
        }
        arguments.add("--");
        arguments.addAll(command());
        instance.does("up", arguments.toArray(new String[0])).run().expect(0);
        long supervisor = instance.status().supervisor().pid();
        CpuTime before = CpuTime.of(supervisor);
        letGo();
        await("the writer's end", () -> Files.exists(notes));
        await(
                "the last archive",
                () -> cutAt == 0 || isSettled(instance.workerLog(), cutAt, compress));
        CpuTime taken = CpuTime.of(supervisor).since(before);
        series.add(Written.parse(notes), rotations(instance), taken);
        Sig.KILL.to(instance.status().workerPid());
        instance.down().expect(0);
    }

    /** Compares archives and live file, one after the other, with a file; and removes them. */
    void insistOnTheBytesOf(Path file, Instance instance) {
        String script =
                """
                for archive in "$1".[0-9]*; do
                    [ ! -e "$archive" ] || gzip -dcf "$archive"
                done | cat - "$1" | cmp - "$2" && rm -r "${1%/*}"
                """;
        String log = instance.workerLog().toString();
        sandbox.command("sh", "-c", script, "sh", log, file.toString())
                .start()
                .finish(LIMIT)
                .expect(0);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(Jvm.running(LineWriter.class));
        command.addAll(List.of(notes.toString(), Long.toString(bytes / LineWriter.LINE)));
        return command;
    }

    /** With a disk that has nothing left to write from before. */
    private void letGo() {
        await("the writer", () -> Files.exists(LineWriter.ready(notes)));
        sandbox.command("sync").start().finish(LIMIT).expect(0);
        sandbox.command("touch", LineWriter.go(notes).toString()).run().expect(0);
    }

    private static boolean isSettled(Path log, long cutAt, boolean compress) throws IOException {
        if (Files.size(log) >= cutAt) {
            return false;
        }
        String done = log.getFileName() + "(" + (compress ? PACKED : PLAIN) + ")?";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(log.getParent())) {
            for (Path file : files) {
                if (!file.getFileName().toString().matches(done)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Span> rotations(Instance instance) {
        List<Span> spans = new ArrayList<>();
        for (Event event : instance.events("log-rotated")) {
            long end = Instant.parse(event.text("at")).toEpochMilli();
            spans.add(new Span(end - event.number("took_ms") - 1, end + 1));
        }
        return spans;
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(LIMIT).pollInterval(POLL).until(condition);
    }
}
