package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What a supervisor costs while nothing happens, after its worker fell a few times. */
final class Settled {
    private static final int FALLS = 10;
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration WINDOW =
            Duration.ofSeconds(Integer.getInteger("ottugi.bench.idle", 45));
    private static final int SECONDS_PER_MINUTE = 60;

    private final Contender ottugi;
    private final Contender quiet;
    private final List<Contender> all;

    /** One contender at rest, from the beginning to the end of the window. */
    private record Rest(Memory memory, Switches before, Switches after) {
        Switches switches() {
            return after.since(before);
        }

        double aMinute() {
            return (double) switches().total() * SECONDS_PER_MINUTE / WINDOW.toSeconds();
        }

        List<String> cells() {
            List<String> cells = new ArrayList<>(memory.cells());
            cells.add(Integer.toString(after.byThread().size()));
            cells.add(String.format(Locale.ROOT, "%.0f", aMinute()));
            return cells;
        }
    }

    Settled(Sandbox sandbox) {
        ottugi = new OttugiContender(sandbox, "settled");
        quiet = new QuietLogsContender(sandbox, "quiet");
        all = new ArrayList<>(List.of(LoopContender.bare(sandbox), ottugi, quiet));
        all.addAll(Contenders.others(sandbox));
    }

    Table measure() {
        try (Contenders contenders = new Contenders(all)) {
            contenders.start();
            for (int fall = 0; fall < FALLS; fall++) {
                contenders.all().stream()
                        .filter(contender -> !contender.slow())
                        .forEach(contender -> contender.notes().knock());
            }
            pass(SETTLING);
            List<Memory> memory = all.stream().map(c -> Memory.of(c.pid())).toList();
            List<Switches> before = all.stream().map(c -> Switches.of(c.pid())).toList();
            pass(WINDOW);
            List<Switches> after = all.stream().map(c -> Switches.of(c.pid())).toList();
            return table(
                    IntStream.range(0, all.size())
                            .mapToObj(i -> new Rest(memory.get(i), before.get(i), after.get(i)))
                            .toList());
        }
    }

    private Table table(List<Rest> rests) {
        Table table =
                new Table(
                        "A supervisor at rest: memory in MiB, context switches of all its threads",
                        "",
                        "PSS if alone",
                        "PSS now",
                        "private",
                        "RSS",
                        "threads",
                        "switches/min");
        for (int i = 0; i < rests.size(); i++) {
            table.row(all.get(i).title(), rests.get(i).cells());
        }
        Rest ours = rests.get(all.indexOf(ottugi));
        table.note(new Aim("PSS of ottugi", 42, "MiB").judge(ours.memory().aloneMib()));
        for (Contender contender : List.of(ottugi, quiet)) {
            Rest rest = rests.get(all.indexOf(contender));
            table.note(
                    new Aim("switches of " + contender.title(), 60, "a minute")
                            .judge(rest.aMinute()));
            table.note(
                    "its switches in %d s, by thread: %s"
                            .formatted(WINDOW.toSeconds(), rest.switches().describe()));
        }
        return table;
    }

    /** Lets time pass: here it is what is measured over, not a guess at when something is done. */
    private static void pass(Duration time) {
        Awaitility.await()
                .pollDelay(time)
                .atMost(time.plusSeconds(SECONDS_PER_MINUTE))
                .until(() -> true);
    }
}
