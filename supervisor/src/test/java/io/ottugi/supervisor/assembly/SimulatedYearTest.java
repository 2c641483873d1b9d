package io.ottugi.supervisor.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.Held;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.control.Peer;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import io.ottugi.supervisor.daemon.HandOver;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.User;
import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.events.EventRecord;
import io.ottugi.supervisor.evidence.live.LiveExaminer;
import io.ottugi.supervisor.logs.record.LogFile;
import io.ottugi.supervisor.logs.rotate.Logs;
import io.ottugi.supervisor.logs.rotate.NoLogs;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.Remains;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.WorkerRecords;
import io.ottugi.supervisor.process.launch.CommandResolver;
import io.ottugi.supervisor.process.launch.DumpsDirectory;
import io.ottugi.supervisor.process.launch.ExecChain;
import io.ottugi.supervisor.process.launch.ExitWatch;
import io.ottugi.supervisor.process.launch.Helpers;
import io.ottugi.supervisor.process.launch.OrphanReaper;
import io.ottugi.supervisor.process.launch.ProcessStarter;
import io.ottugi.supervisor.runtime.Edge;
import io.ottugi.supervisor.runtime.StartupReport;
import io.ottugi.supervisor.runtime.Supervisor;
import io.ottugi.supervisor.runtime.Surroundings;
import io.ottugi.supervisor.runtime.loop.Clock;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Journal;
import io.ottugi.supervisor.runtime.loop.LookBeside;
import io.ottugi.supervisor.runtime.loop.Message;
import io.ottugi.supervisor.runtime.loop.RemainsMessages;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A supervisor's whole object graph and real workers, through many falls and reloads in which
 * workers come and go: what it holds in memory, in descriptors and in files stays as it is.
 */
class SimulatedYearTest {
    private static final int ROUNDS = 120;
    private static final int WARM = 40;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** What comes and goes by chance: messages under way, samples of a bounded size. */
    private static final int CHANCE = 25;

    @TempDir Path home;
    private final AtomicInteger falls = new AtomicInteger();
    private final AtomicInteger commands = new AtomicInteger();
    private final Posix posix = Posix.load();
    private final Clock clock = Clock.system();
    private final Inbox inbox = new Inbox(clock);
    private Logs logs = new NoLogs();

    /** Nothing outside the loop wants to know. */
    private static final class Nobody implements Edge, StartupReport {
        @Override
        public void hungUp() {}

        @Override
        public void outputLost(String why) {}

        @Override
        public void forgotten(String worker) {}

        @Override
        public boolean endsWithItsWorkers() {
            return false;
        }

        @Override
        public boolean isAllOrNothing() {
            return false;
        }

        @Override
        public void up() {}

        @Override
        public void fell(String what) {}

        @Override
        public void over() {}
    }

    @Test
    void nothingGrows() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("OTTUGI_HOME", home.resolve("o").toString());
        Files.createDirectory(home.resolve("o"));
        Places.Instance places =
                Places.of(User.current(), environment, home).of(InstanceName.parse("year"));
        places.prepare();
        Surroundings around = surroundings(places, environment);
        Nobody nobody = new Nobody();
        Supervisor supervisor =
                new Supervisor(
                        around, plan(places, 0), places.wishes(), JsonObject::new, nobody, nobody);
        supervisor.begin(Remnants.look(places)::of, Remnants.look(places)::unplanned);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread loop = new Thread(() -> run(supervisor, end), "year");
        loop.start();
        try {
            live(places, 1, WARM);
            Map<String, Integer> early = held(supervisor, places);
            live(places, WARM + 1, ROUNDS);
            Map<String, Integer> late = held(supervisor, places);
            assertEquals("", grown(early, late), () -> "after " + falls + " falls");
            assertTrue(falls.get() > ROUNDS, falls::toString);
            assertTrue(commands.get() > ROUNDS / 2, commands::toString);
        } finally {
            var unused = ask(Protocol.down(false));
            end.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            logs.close();
        }
    }

    private static void run(Supervisor supervisor, CompletableFuture<Integer> end) {
        try {
            end.complete(supervisor.run());
            supervisor.sayGoodbye();
        } catch (InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    /** In each round one worker goes, another comes, and both fall. */
    private void live(Places.Instance places, int from, int to) throws Exception {
        for (int round = from; round <= to; round++) {
            int before = falls.get();
            JsonObject plan = HandOver.toJson(plan(places, round));
            ask(Protocol.reload(plan, false, new Protocol.Waiting(false, Optional.empty())))
                    .get(60, TimeUnit.SECONDS);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(LONGEST)
                    .until(() -> falls.get() >= before + 3);
        }
    }

    private CompletableFuture<JsonObject> ask(JsonObject request) {
        CompletableFuture<JsonObject> last = new CompletableFuture<>();
        inbox.post(
                new Message.Requested(
                        request,
                        new Peer(0, "root"),
                        new Replies() {
                            @Override
                            public boolean isOpen() {
                                return true;
                            }

                            @Override
                            public void part(JsonObject reply) {}

                            @Override
                            public void last(JsonObject reply) {
                                last.complete(reply);
                            }
                        }));
        return last;
    }

    private Plan plan(Places.Instance places, int round) throws BadSetting {
        List<Definition> workers = new ArrayList<>();
        workers.add(worker("stays"));
        workers.add(worker("w" + round));
        workers.add(worker("w" + (round + 1)));
        return new Plan(
                InstanceName.parse("year"),
                Optional.empty(),
                Settings.none(),
                Optional.of(places.logs()),
                workers);
    }

    private Definition worker(String name) throws BadSetting {
        return new Definition(
                name,
                List.of("/bin/sh", "-c", "echo " + name + "; exit 3"),
                Settings.parse(
                        List.of(
                                "restart.initial=5ms",
                                "restart.max=5ms",
                                "restart.factor=1",
                                "evidence.keep=2",
                                "on_failure=/bin/true",
                                "log.file=" + home.resolve(name + ".log")),
                        home));
    }

    private Surroundings surroundings(Places.Instance places, Map<String, String> environment) {
        OrphanReaper orphans = new OrphanReaper(posix);
        Signals signals = new Signals(posix);
        ExitWatch exits = new ExitWatch(posix);
        ExecChain chain = ExecChain.find(CommandResolver.in(environment)).orElseThrow();
        Helpers helpers = new Helpers(posix, chain, orphans, environment);
        DumpsDirectory dumps = new DumpsDirectory(places::dumps, places::dumpsOfOthers);
        ProcessStarter.Means means =
                new ProcessStarter.Means(posix, exits, new LogFile(posix)::open, chain, dumps);
        logs =
                LogKeeping.begin(
                        places, posix, clock, inbox, LogKeeping.compression(environment, orphans));
        Journal journal =
                new Journal(new EventRecord(places.events(), clock::now), this::journaled, clock);
        return new Surroundings(
                places.mark(),
                "year",
                clock,
                () -> 0.5,
                inbox,
                journal,
                new ProcessStarter(means, environment),
                chain,
                signals,
                exits,
                orphans,
                new Remains(
                        signals,
                        exits,
                        Beside.executor(),
                        () -> false,
                        orphans::isApart,
                        new RemainsMessages(inbox)),
                helpers,
                new WorkerRecords(places.records()),
                new FileChanges(),
                logs,
                new EvidenceAssembly(places, environment, inbox, clock, new FileChanges())
                        .make(posix, new LiveExaminer(signals, places.logState(), helpers, dumps)),
                new LookBeside(() -> Remnants.look(places)::of, Beside.executor(), inbox),
                now -> Optional.empty(),
                step -> {});
    }

    private void journaled(String line) {
        if (line.contains(" fell: ")) {
            falls.incrementAndGet();
        } else if (line.contains("on_failure exited")) {
            commands.incrementAndGet();
        }
    }

    /** Sizes of collections; numbers of descriptors; files by what they are for. */
    private Map<String, Integer> held(Supervisor supervisor, Places.Instance places)
            throws Exception {
        Map<String, Integer> held = new TreeMap<>(onTheLoop(supervisor));
        held.put(
                "descriptors",
                Objects.requireNonNull(Path.of("/proc/self/fd").toFile().list()).length);
        Path state = Objects.requireNonNull(places.records().getParent());
        Files.walkFileTree(
                state,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!file.startsWith(places.logState())) {
                            held.merge(
                                    "files in " + state.relativize(file).getName(0),
                                    1,
                                    Integer::sum);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** What goes while it is looked for is not there. */
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException e) throws IOException {
                        return e == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, e);
                    }
                });
        return held;
    }

    private Map<String, Integer> onTheLoop(Supervisor supervisor) throws Exception {
        CompletableFuture<Map<String, Integer>> sizes = new CompletableFuture<>();
        inbox.post(
                new Message.Later(
                        () -> {
                            try {
                                sizes.complete(Held.by(supervisor));
                            } catch (IllegalAccessException | RuntimeException e) {
                                sizes.completeExceptionally(e);
                            }
                        }));
        return sizes.get(60, TimeUnit.SECONDS);
    }

    private static String grown(Map<String, Integer> early, Map<String, Integer> late) {
        List<String> grown = new ArrayList<>();
        late.forEach(
                (name, size) -> {
                    int before = early.getOrDefault(name, 0);
                    if (size > before + CHANCE) {
                        grown.add(name + ": " + before + " to " + size);
                    }
                });
        return String.join("; ", grown);
    }
}
