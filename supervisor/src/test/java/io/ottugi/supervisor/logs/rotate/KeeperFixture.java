package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.TimeIndex;
import io.ottugi.supervisor.posix.Posix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** A log in a directory of its own, its keeper, and a worker that writes what it is told to. */
final class KeeperFixture implements AutoCloseable {
    static final LogPolicy BY_A_MEGABYTE = new LogPolicy(1 << 20, null, 100, 0, false, 0, 0);

    private static final Posix POSIX = Posix.load();
    private static final long LIMIT_SECONDS = 20;

    private final Path states;
    private final Path live;
    private final RotationStep.Listener steps;
    private final List<LogEvent> news = new CopyOnWriteArrayList<>();
    private LogKeeper keeper;
    private Process worker;

    /**
     * @param states and {@code logs} are directories that are there
     */
    KeeperFixture(Path states, Path logs, LogPolicy policy) throws IOException {
        this(states, logs, policy, RotationStep.Listener.NOBODY);
    }

    KeeperFixture(Path states, Path logs, LogPolicy policy, RotationStep.Listener steps)
            throws IOException {
        this.states = states;
        this.live = logs.resolve("web.log");
        this.steps = steps;
        this.keeper = newKeeper();
        this.worker = newWorker();
        keep(policy);
        keeper.started("web", worker.pid());
    }

    static KeeperFixture in(Path directory, LogPolicy policy) throws IOException {
        return in(directory, policy, RotationStep.Listener.NOBODY);
    }

    static KeeperFixture in(Path directory, LogPolicy policy, RotationStep.Listener steps)
            throws IOException {
        Path states = Files.createDirectory(directory.resolve("states"));
        Path logs = Files.createDirectory(directory.resolve("logs"));
        return new KeeperFixture(states, logs, policy, steps);
    }

    private LogKeeper newKeeper() {
        LogKeeperSetup.Compression compression =
                new LogKeeperSetup.Compression(List.of("gzip", "-1", "-c"), ProcessBuilder::start);
        return new LogKeeper(
                new LogKeeperSetup(
                        states, POSIX.files(), KeeperMain.clock(), compression, news::add),
                steps);
    }

    private Process newWorker() throws IOException {
        return new ProcessBuilder("cat")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(live.toFile()))
                .start();
    }

    void keep(LogPolicy policy) {
        keeper.keep("web", Output.to(live), policy);
    }

    /** Another supervisor takes over. */
    void restartKeeper(LogPolicy policy) {
        keeper.close();
        keeper = newKeeper();
        keep(policy);
        keeper.started("web", worker.pid());
    }

    /** The worker is started again. */
    void restartWorker() throws IOException {
        endWorker();
        worker = newWorker();
        keeper.started("web", worker.pid());
    }

    void endWorker() throws IOException {
        worker.getOutputStream().close();
        worker.onExit().join();
    }

    /** The worker writes; returns when it is on its way. */
    void write(byte[] bytes) throws IOException {
        worker.getOutputStream().write(bytes);
        worker.getOutputStream().flush();
    }

    long pid() {
        return worker.pid();
    }

    LogKeeper keeper() {
        return keeper;
    }

    Path live() {
        return live;
    }

    Path states() {
        return states;
    }

    LogState state() {
        try {
            return LogStateFile.open(LogState.path(states, "web"), live).state();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<LogEvent> news(EventKind event) {
        return news.stream().filter(one -> one.event() == event).toList();
    }

    List<LogEvent> news() {
        return news;
    }

    LogEvent awaitNews(EventKind event) {
        await(event.label(), () -> !news(event).isEmpty());
        return news(event).get(0);
    }

    /**
     * Waits until the keeper itself has seen so many bytes; what it has not seen it cannot count.
     */
    void awaitLookAt(long end) {
        Path times = LogState.times(states, "web");
        await("a look at " + end, () -> new TimeIndex(times).newestPosition() == end);
    }

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                .pollDelay(0, TimeUnit.MILLISECONDS)
                .pollInterval(10, TimeUnit.MILLISECONDS)
                .until(condition);
    }

    /**
     * All that there is, archives and live file, at a moment at which no rotation is under way:
     * amid one the bytes that leave the live file are in no archive yet, or in both.
     */
    byte[] all() {
        byte[][] all = new byte[1][];
        await(
                "a moment between two rotations",
                () -> {
                    LogState before = state();
                    if (before.rotating() != null) {
                        return false;
                    }
                    all[0] = bytes(before);
                    LogState after = state();
                    return after.rotating() == null && after.base() == before.base();
                });
        return all[0];
    }

    /** Waits until the worker and the keeper are done with so many bytes. */
    byte[] awaitAll(int length) {
        await(length + " bytes", () -> all().length == length);
        return all();
    }

    void assertAll(byte[] written) {
        assertArrayEquals(written, awaitAll(written.length));
    }

    private byte[] bytes(LogState state) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Archive archive : state.archives()) {
            try (InputStream in = open(archive)) {
                in.transferTo(all);
            }
        }
        byte[] file = Files.readAllBytes(live);
        int hole = Math.toIntExact(state.hole());
        all.write(file, hole, file.length - hole);
        return all.toByteArray();
    }

    private InputStream open(Archive archive) throws IOException {
        try {
            return Files.newInputStream(archive.plain(live));
        } catch (NoSuchFileException compressed) {
            return new GZIPInputStream(Files.newInputStream(archive.compressed(live)));
        }
    }

    @Override
    public void close() throws IOException {
        endWorker();
        keeper.close();
    }
}
