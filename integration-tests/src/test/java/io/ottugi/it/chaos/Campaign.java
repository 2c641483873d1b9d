package io.ottugi.it.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.chaos.Wanted.Promise;
import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One campaign: the workers are started, for a time anything may happen to them, every now and then
 * all is put in order and compared, and at the end nothing may be left and no line be missing.
 */
final class Campaign {
    private static final int ACTS_BETWEEN_ORDERS = 12;
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(600);

    private final Sandbox sandbox;
    private final Schedule schedule;
    private final Cast cast;
    private final Instance instance;
    private final Operator operator;
    private final Wanted wanted = new Wanted();
    private final Births births;
    private final Watch watch;
    private final Acts acts;
    private int orders;
    private long lines;

    Campaign(Sandbox sandbox, Schedule schedule) {
        this.sandbox = sandbox;
        this.schedule = schedule;
        cast = new Cast(sandbox);
        instance = sandbox.instance("chaos");
        operator = new Operator(instance, schedule);
        births = new Births(cast.notes());
        watch = new Watch(births, wanted, cast.programs(), operator::isSupervised);
        acts = new Acts(cast, schedule, operator, wanted);
    }

    void run(Duration length) {
        operator.must("up", "-c", acts.file().toString());
        try (Watch watching = watch.begin()) {
            while (!schedule.isOver(length) && watching.faults().isEmpty()) {
                for (int act = 0; act < ACTS_BETWEEN_ORDERS && !schedule.isOver(length); act++) {
                    acts.act();
                    schedule.pause(LONGEST_PAUSE);
                }
                putInOrder();
            }
            assertEquals(List.of(), watching.faults(), "what the watch saw");
        }
        wanted.forget();
        operator.must("down");
        Await.passes("nothing left", this::assertNothingLeft);
        checkLines();
    }

    /** What happened, in a sentence. */
    String summary() {
        return "%s%d acts and commands, %d times all compared, %d looks at /proc, %d lines"
                .formatted(cast.missing(), schedule.account().size(), orders, watch.looks(), lines);
    }

    /** All that one wants to know of a failure. */
    String describe() {
        StringBuilder text = new StringBuilder("\n==== what was done ====\n");
        schedule.account().forEach(line -> text.append(line).append('\n'));
        text.append("==== what the watch saw ====\n");
        watch.faults().forEach(fault -> text.append(fault).append('\n'));
        text.append("==== promised ====\n").append(wanted).append('\n');
        text.append("==== processes ====\n");
        Sight.all(cast.programs()).forEach(sight -> text.append(sight).append('\n'));
        sandbox.processes().forEach(proc -> text.append(proc).append('\n'));
        if (operator.isSupervised()) {
            text.append(instance.does("status").run()).append('\n');
        }
        return text.toString();
    }

    /** Ends the workers' processes, also those that carry no mark; the supervisor must be gone. */
    void killAll() {
        Await.until(
                "the end of all workers",
                () -> {
                    List<Sight> left = Sight.all(cast.programs());
                    left.forEach(sight -> Sig.KILL.toIfThere(sight.pid()));
                    return left.isEmpty();
                });
    }

    private void putInOrder() {
        wanted.forget();
        operator.ensureUp(acts.file());
        acts.must(Choice.reload(), true);
        acts.must(Choice.scale(2), true);
        acts.must(new Choice(List.of("start", "all"), List.of(), Map.of()), true);
        Await.passes("each wanted worker once", this::assertInOrder);
        cast.singles().forEach(worker -> wanted.set(worker, Promise.UP));
        wanted.set(Cast.GUEST, acts.hasGuest() ? Promise.UP : Promise.DOWN);
        schedule.did("all in order");
        orders++;
    }

    private void assertInOrder() {
        Map<String, List<Sight>> now = watch.now();
        Status status = instance.status();
        for (String worker : expected()) {
            List<Sight> sights = now.getOrDefault(worker, List.of());
            assertEquals(1, sights.size(), () -> "processes of " + worker + ": " + sights);
            assertEquals("RUNNING", status.state(worker), () -> "state of " + worker);
            assertEquals(
                    sights.get(0).pid(),
                    Objects.requireNonNullElse(status.worker(worker).pid(), 0L),
                    () -> "pid of " + worker + " in 'status'");
        }
        assertTrue(
                now.keySet().stream().noneMatch(worker -> isUnexpected(worker)),
                () -> "not expected: " + now);
        assertKidsAreOf(now.getOrDefault("family", List.of()));
    }

    private List<String> expected() {
        List<String> expected = new ArrayList<>(cast.singles());
        expected.addAll(List.of(Cast.SCALED + ":1", Cast.SCALED + ":2"));
        if (acts.hasGuest()) {
            expected.add(Cast.GUEST);
        }
        return expected;
    }

    private boolean isUnexpected(String worker) {
        return !expected().contains(worker) && !worker.equals(Cast.KID);
    }

    /** No child of an earlier generation is left, and none of this one is there twice. */
    private void assertKidsAreOf(List<Sight> family) {
        long generation = births.of(family.get(0)).map(Births.Birth::generation).orElse(0L);
        List<Sight> kids =
                Sight.all(cast.programs()).stream()
                        .filter(sight -> sight.name().equals(Cast.KID))
                        .toList();
        assertTrue(Sight.first(kids).size() <= Cast.KIDS, () -> "children of family: " + kids);
        for (Sight kid : Sight.first(kids)) {
            assertEquals(
                    generation,
                    births.of(kid).map(Births.Birth::generation).orElse(0L),
                    () -> "generation of " + kid);
        }
    }

    private void assertNothingLeft() {
        assertEquals(List.of(), Sight.all(cast.programs()), "processes of workers after 'down'");
        assertEquals(List.of(), sandbox.processes(), "processes after 'down'");
    }

    private void checkLines() {
        Path logs = instance.logs();
        try (Stream<Path> files = Files.list(logs)) {
            List<Path> unfinished =
                    files.filter(file -> file.toString().endsWith(".part")).toList();
            assertEquals(List.of(), unfinished, "parts of archives after 'down'");
            Lines all = new Lines();
            List<String> faults = all.check(logs, cast.notes());
            lines = all.read();
            assertEquals(List.of(), faults, "lines");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
