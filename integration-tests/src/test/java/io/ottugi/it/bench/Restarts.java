package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** From a worker's death to the first instruction of its successor. */
final class Restarts {
    private static final int ROUNDS = 120;

    /** Of so many rounds, the slow take part in one. */
    private static final int SLOW = 10;

    private static final double MOST_OF_BARE = 1.25;
    private static final double MOST_OF_UNEXPLAINED = 1.1;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Contender floor;
    private final Contender bare;
    private final Contender chained;
    private final Contender ottugi;
    private final Contender unexplained;
    private final List<Contender> all;

    Restarts(Sandbox sandbox) {
        floor = LoopContender.inC(sandbox);
        bare = LoopContender.bare(sandbox);
        chained = LoopContender.chained(sandbox);
        ottugi = new OttugiContender(sandbox, "restarted");
        unexplained =
                new OttugiContender(
                        sandbox,
                        "unexplained",
                        "ottugi without evidence",
                        "--set",
                        "evidence.keep=0");
        all = new ArrayList<>(List.of(floor, bare, chained, ottugi, unexplained));
        all.addAll(Contenders.others(sandbox));
    }

    /** Knocks over one worker at a time, each contender's in turn. */
    Table measure() {
        try (Contenders contenders = new Contenders(all)) {
            contenders.start();
            for (int round = 1; round <= ROUNDS; round++) {
                boolean slowToo = round % SLOW == 0;
                contenders.all().stream()
                        .filter(contender -> slowToo || !contender.slow())
                        .forEach(contender -> contender.notes().knock());
            }
        }
        return table();
    }

    private Table table() {
        double base = median(bare);
        Table table =
                new Table(
                        "From a worker's death to its successor's first instruction, in ms",
                        "",
                        "restarts",
                        "median",
                        "p90",
                        "first",
                        "of bare");
        for (Contender contender : all) {
            Samples gaps = contender.notes().gaps();
            List<String> cells = new ArrayList<>(gaps.cells());
            cells.add(Samples.ratio(gaps.median() / base));
            table.row(contender.title(), cells);
        }
        return table.note(aim(base))
                .note(
                        new Aim("ottugi", MOST_OF_UNEXPLAINED, "of itself without evidence")
                                .judge(median(ottugi) / median(unexplained)));
    }

    private String aim(double base) {
        double chain = median(chained) - base;
        double most = MOST_OF_BARE * base + chain;
        String what =
                "ottugi, 1.25 of the bare loop and the chain's " + Samples.millis(chain) + " ms,";
        return new Aim(what, most / NANOS_PER_MILLI, "ms").judge(median(ottugi) / NANOS_PER_MILLI);
    }

    private static double median(Contender contender) {
        return contender.notes().gaps().median();
    }
}
