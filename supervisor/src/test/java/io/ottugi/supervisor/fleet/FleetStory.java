package io.ottugi.supervisor.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.fleet.simulation.SimulatedStore;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.Event;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.lifecycle.Happening;
import io.ottugi.supervisor.lifecycle.Snapshot;
import io.ottugi.supervisor.lifecycle.State;
import io.ottugi.supervisor.lifecycle.Step;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import io.ottugi.supervisor.lifecycle.WorkerMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What happens to some units, told step by step; time passes only when the story says so. A process
 * that is started runs at once, and one that is told to end does so when the story says so.
 */
final class FleetStory {
    private static final Path BASE = Path.of("/");

    private final SimulatedStore store;
    private final List<String> done = new ArrayList<>();
    private final Map<String, Caller> callers = new LinkedHashMap<>();
    private final Fleet<StoryUnit> fleet;
    private long now = 1_000_000_000_000L;
    private boolean startupOver;

    /** A client of which the story tells. */
    private static final class Caller implements Client {
        private final boolean waits;
        private final long deadline;
        private final List<String> told = new ArrayList<>();

        Caller(boolean waits, long deadline) {
            this.waits = waits;
            this.deadline = deadline;
        }

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public boolean waits() {
            return waits;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        @Override
        public void told(Unit unit, Outcome outcome) {
            told.add(unit.name() + " " + outcome.kind());
        }

        @Override
        public void notStored(String sentence) {
            told.add("not stored");
        }

        @Override
        public void done(boolean allWell) {
            told.add(allWell ? "done" : "failed");
        }
    }

    /** A unit with the real machine. */
    private final class StoryUnit implements Unit {
        private WorkerSpec spec;
        private WorkerSpec started;
        private Snapshot snapshot = Snapshot.initial(0, now);

        StoryUnit(WorkerSpec spec) {
            this.spec = spec;
            this.started = spec;
        }

        @Override
        public WorkerSpec spec() {
            return spec;
        }

        @Override
        public Snapshot snapshot() {
            return snapshot;
        }

        @Override
        public void reconfigure(WorkerSpec other) {
            spec = other;
        }

        @Override
        public boolean differsFrom(WorkerSpec other) {
            return !started.execution().equals(other.execution());
        }

        @Override
        public boolean isKillFutile() {
            return false;
        }

        @Override
        public Optional<String> refusedSignals() {
            return Optional.empty();
        }

        @Override
        public String strays() {
            return "";
        }

        @Override
        public void handle(Event event) {
            List<Happening> news = new ArrayList<>();
            step(event, news);
            news.forEach(what -> fleet.happened(this, what));
        }

        private void step(Event event, List<Happening> news) {
            WorkerMachine machine = new WorkerMachine(spec.lifecycle(), () -> 0.5);
            Step step = machine.step(snapshot, event, now);
            snapshot = step.next();
            for (Action action : step.actions()) {
                if (action instanceof Action.Tell tell) {
                    news.add(tell.what());
                } else if (action instanceof Action.AskToStart) {
                    fleet.asksToStart(this, now);
                } else if (action instanceof Action.Spawn spawn) {
                    done.add("start " + name());
                    started = spec;
                    step(new Event.Spawned(spawn.generation(), 7), news);
                    step(new Event.Ready(spawn.generation()), news);
                } else if (action instanceof Action.Terminate) {
                    done.add("stop " + name());
                }
            }
        }
    }

    private final class StoryHost implements Fleet.Host<StoryUnit>, StartupListener {
        @Override
        public StoryUnit create(WorkerSpec spec) {
            return new StoryUnit(spec);
        }

        @Override
        public boolean isPrepared(Unit unit) {
            return true;
        }

        @Override
        public void prepare(Unit unit) {}

        @Override
        public void waits(Unit unit, List<String> reasons) {}

        @Override
        public boolean isAllOrNothing() {
            return false;
        }

        @Override
        public void up() {}

        @Override
        public void fell(Unit unit, Fall fall) {}

        @Override
        public void over() {
            startupOver = true;
        }
    }

    private record NothingFound(StoryUnit unit) implements Takeover<StoryUnit> {
        @Override
        public boolean isAbsent() {
            return true;
        }

        @Override
        public void forgetDoneWork() {}

        @Override
        public void begin(boolean wanted) {
            if (wanted) {
                unit.handle(new Event.Start());
            }
        }
    }

    private FleetStory(SimulatedStore store, String... workers) {
        this.store = store;
        StoryHost host = new StoryHost();
        this.fleet =
                new Fleet<>(
                        plan(workers), new OperatorOverrides(store, note -> {}), host, host, now);
        try {
            fleet.begin(NothingFound::new, known -> List.of(), now);
        } catch (BadSetting e) {
            throw new IllegalArgumentException(e);
        }
        look();
    }

    /**
     * Begins with a plan.
     *
     * @param workers each its name and settings, such as {@code web after=db restart_with=true}
     */
    static FleetStory of(String... workers) {
        return new FleetStory(new SimulatedStore(), workers);
    }

    /** Begins after another supervisor whose workers have ended too. */
    FleetStory next(String... workers) {
        return new FleetStory(store, workers);
    }

    private static Plan plan(String... workers) {
        List<Definition> definitions = new ArrayList<>();
        try {
            Settings supervisor = Settings.none();
            for (String worker : workers) {
                List<String> words = Arrays.asList(worker.split(" "));
                List<String> settings = new ArrayList<>(words.subList(1, words.size()));
                if (words.get(0).startsWith("start_rate=")) {
                    supervisor = Settings.parse(words, BASE, Scope.SUPERVISOR);
                    continue;
                }
                String version =
                        settings.stream().filter(one -> one.startsWith("v")).findFirst().orElse("");
                settings.remove(version);
                settings.add("start.settle=0s");
                definitions.add(
                        new Definition(
                                words.get(0),
                                List.of("/bin/x", version),
                                Settings.parse(settings, BASE)));
            }
            return new Plan(
                    InstanceName.DEFAULT,
                    Optional.empty(),
                    supervisor,
                    Optional.empty(),
                    definitions);
        } catch (BadSetting e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Caller caller(String who) {
        boolean waits = !who.startsWith("hasty");
        Caller caller = new Caller(waits, Long.MAX_VALUE);
        callers.put(who, caller);
        return caller;
    }

    private List<StoryUnit> units(String names) {
        List<StoryUnit> units = new ArrayList<>();
        for (String name : names.split(" ")) {
            units.add(unit(name));
        }
        return units;
    }

    private StoryUnit unit(String name) {
        return Objects.requireNonNull(fleet.registry().find(name), name);
    }

    FleetStory start(String who, String names) {
        fleet.start(units(names), caller(who), now);
        return look();
    }

    FleetStory stop(String who, String names) {
        fleet.stop(units(names), caller(who), now);
        return look();
    }

    FleetStory restart(String who, String names) {
        fleet.restart(units(names), caller(who), now);
        return look();
    }

    FleetStory roll(String who, String names) {
        fleet.roll(units(names), caller(who), now);
        return look();
    }

    FleetStory reload(String who, String... workers) {
        try {
            fleet.change(plan(workers), NothingFound::new, caller(who), now);
        } catch (BadSetting e) {
            throw new IllegalArgumentException(e);
        }
        return look();
    }

    FleetStory scale(String who, String worker, int instances) {
        try {
            fleet.scale(
                    fleet.definition(worker).orElseThrow(),
                    instances,
                    NothingFound::new,
                    caller(who),
                    now);
        } catch (BadSetting e) {
            throw new IllegalArgumentException(e);
        }
        return look();
    }

    FleetStory leave() {
        fleet.leave();
        return look();
    }

    /** The process of each of these has ended with such a code. */
    FleetStory exits(String names, int code) {
        for (StoryUnit unit : units(names)) {
            unit.handle(
                    new Event.Ended(
                            unit.snapshot().generation(),
                            new Cause.Ended(new WaitStatus.Exited(code)),
                            false));
        }
        return look();
    }

    /** The processes of these that were told to end have. */
    FleetStory ends(String names) {
        return exits(names, 143);
    }

    FleetStory after(Duration wait) {
        now += wait.toNanos();
        for (StoryUnit unit : List.copyOf(fleet.registry().all())) {
            unit.handle(new Event.Tick());
        }
        return look();
    }

    FleetStory diskIsFull(boolean full) {
        store.setFull(full);
        return this;
    }

    /** Turns the loop until nothing more is done. */
    private FleetStory look() {
        int before;
        do {
            before = done.size();
            var unused = fleet.advance(now, () -> true);
        } while (done.size() > before);
        return this;
    }

    /** What was done since this was asked for last. */
    FleetStory does(String... steps) {
        assertEquals(List.of(steps), done);
        done.clear();
        return this;
    }

    FleetStory is(String names, State state) {
        for (StoryUnit unit : units(names)) {
            assertEquals(state, unit.snapshot().state(), unit.name());
        }
        return this;
    }

    FleetStory told(String who, String... lines) {
        assertEquals(List.of(lines), Objects.requireNonNull(callers.get(who), who).told, who);
        return this;
    }

    FleetStory waitsFor(String name, String... reasons) {
        assertEquals(List.of(reasons), fleet.waitingFor(unit(name)));
        return this;
    }

    FleetStory units(Set<String> names) {
        assertEquals(names, fleet.registry().names());
        return this;
    }

    /** The loop may sleep: nothing is to do at this moment. */
    FleetStory sleeps() {
        assertEquals(true, fleet.wakeAt() - now > 0, "the loop would spin");
        return this;
    }

    FleetStory startupIsOver(boolean over) {
        assertEquals(over, startupOver);
        return this;
    }

    FleetStory isOver(boolean over) {
        assertEquals(over, fleet.isOver());
        return this;
    }
}
