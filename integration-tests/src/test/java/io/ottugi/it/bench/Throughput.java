package io.ottugi.it.bench;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Sandbox;
import java.nio.file.Path;
import java.util.List;

/** A writer at full speed: into a file of its own, and into a log that is rotated meanwhile. */
final class Throughput {
    private static final int ROUNDS = 3;
    private static final long BYTES = Long.getLong("ottugi.bench.bytes", 1L << 30);
    private static final long CUT_AT = 50L << 20;
    private static final double LEAST_OF_BARE = 0.9;
    private static final double MOST_CPU_SECONDS = 0.2;

    private final Sandbox sandbox;
    private final WriterSeries bare = new WriterSeries("bare redirect to a file", BYTES);
    private final WriterSeries whole = new WriterSeries("ottugi, not rotated", BYTES);
    private final WriterSeries plain = new WriterSeries("ottugi, rotated at 50 MiB", BYTES);
    private final WriterSeries packed = new WriterSeries("the same, compressed", BYTES);
    private String method = "none";
    private int runs;

    Throughput(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Each way in turn, in each round. */
    Table measure() {
        Path file = sandbox.work().resolve("bare.log");
        for (int round = 0; round < ROUNDS; round++) {
            bare.add(writer().bare(file));
            supervised(whole, 0, false, file);
            supervised(plain, CUT_AT, false, file);
            supervised(packed, CUT_AT, true, file);
            sandbox.command("rm", file.toString()).run().expect(0);
        }
        return table();
    }

    private void supervised(WriterSeries series, long cutAt, boolean compress, Path file) {
        FastWriter writer = writer();
        Instance instance = sandbox.instance("writer" + runs);
        writer.supervised(instance, series, cutAt, compress);
        writer.insistOnTheBytesOf(file, instance);
        instance.events("log-rotated").forEach(event -> method = event.text("method"));
    }

    private FastWriter writer() {
        return new FastWriter(sandbox, ++runs, BYTES);
    }

    private Table table() {
        Table table =
                new Table(
                        "%d MiB of 100-byte lines, medians of %d; rotation: %s"
                                .formatted(BYTES >> 20, ROUNDS, method),
                        "",
                        "MiB/s",
                        "of bare",
                        "longest write, ms",
                        "in a rotation, ms",
                        "rotations",
                        "supervisor CPU, s",
                        "its helpers, s");
        List.of(bare, whole, plain, packed)
                .forEach(series -> table.row(series.title(), series.cells(bare)));
        for (WriterSeries series : List.of(plain, packed)) {
            table.note(Aim.least(series.title(), LEAST_OF_BARE, "of bare", series.of(bare)));
            table.note(
                    new Aim("supervisor's CPU meanwhile", MOST_CPU_SECONDS, "s")
                            .judge(series.cpu()));
        }
        return table.note(
                "archives and live file, one after the other, were the bare file's bytes");
    }
}
