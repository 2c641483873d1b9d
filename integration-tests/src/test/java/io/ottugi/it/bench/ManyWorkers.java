package io.ottugi.it.bench;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * A crowd of workers: until all run, until all that were killed at once are back, and its price.
 */
final class ManyWorkers {
    private static final String WORKER = "sleep";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB_PER_MIB = 1024;
    private static final int MOST_MIB = 256;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofSeconds(20);

    private final Sandbox sandbox;

    /** What was measured of one crowd; nothing of what only we have. */
    private record Figures(
            double up, double back, Memory memory, long switches, String status, String down) {
        List<String> cells(int size, double bare) {
            return List.of(
                    millis(up),
                    millis(back),
                    Samples.ratio(back / bare),
                    String.format(Locale.ROOT, "%.1f", memory.aloneMib()),
                    String.format(Locale.ROOT, "%.0f", (double) memory.alone() / size),
                    Long.toString(switches),
                    status,
                    down);
        }
    }

    ManyWorkers(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Table measure(int size) {
        Figures bare = bare(size);
        Figures ours = ottugi(size);
        Table table =
                new Table(
                        size + " workers: times in ms, PSS if alone in MiB and in KiB a worker",
                        "",
                        "all up",
                        "killed, all back",
                        "of bare",
                        "MiB",
                        "KiB each",
                        "switches in 20 s",
                        "status",
                        "down");
        table.row("bare ProcessBuilder loop", bare.cells(size, bare.back()));
        table.row("ottugi", ours.cells(size, bare.back()));
        table.note(new Aim("all back", 2, "of bare").judge(ours.back() / bare.back()));
        return table.note(
                new Aim("PSS of ottugi", MOST_MIB, "MiB")
                        .judge(ours.memory().alone() / KIB_PER_MIB));
    }

    private Figures bare(int size) {
        List<String> command = new ArrayList<>(Jvm.running(BareCrowd.class));
        command.addAll(List.of(Integer.toString(size), WORKER, "1000"));
        long begin = System.nanoTime();
        Running loop = sandbox.command(command.toArray(new String[0])).start();
        Set<Long> all = await(loop.pid(), size, Set.of());
        double up = System.nanoTime() - begin;
        Figures figures = knockedOver(loop.pid(), all, up, "", "");
        Sig.KILL.toIfThere(loop.pid());
        loop.finish();
        sandbox.processes().forEach(left -> Sig.KILL.toIfThere(left.pid()));
        return figures;
    }

    private Figures ottugi(int size) {
        Instance instance = sandbox.instance("crowd" + size);
        long begin = System.nanoTime();
        instance.does("up", "--set", "instances=" + size, "--", WORKER, "1000")
                .start()
                .finish(LIMIT)
                .expect(0);
        double up = System.nanoTime() - begin;
        long supervisor = instance.status().supervisor().pid();
        Set<Long> all = await(supervisor, size, Set.of());
        Figures figures = knockedOver(supervisor, all, up, "", "");
        double status = timed(() -> instance.does("status").run().expect(0));
        double down = timed(() -> instance.does("down").start().finish(LIMIT).expect(0));
        return new Figures(
                up,
                figures.back(),
                figures.memory(),
                figures.switches(),
                millis(status),
                millis(down));
    }

    private static Figures knockedOver(
            long parent, Set<Long> all, double up, String status, String down) {
        long begin = System.nanoTime();
        all.forEach(Sig.KILL::toIfThere);
        await(parent, all.size(), all);
        double back = System.nanoTime() - begin;
        pass(REST);
        Switches before = Switches.of(parent);
        pass(REST);
        long switches = Switches.of(parent).since(before).total();
        return new Figures(up, back, Memory.of(parent), switches, status, down);
    }

    /** Waits for so many workers that are none of those. */
    private static Set<Long> await(long parent, int size, Set<Long> others) {
        return Awaitility.await(size + " workers")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> workers(parent, others), found -> found.size() == size);
    }

    private static Set<Long> workers(long parent, Set<Long> others) {
        Set<Long> workers = new HashSet<>();
        for (Proc proc : Proc.all()) {
            if (!others.contains(proc.pid())) {
                proc.statIfThere()
                        .filter(stat -> stat.parent() == parent && stat.state() != 'Z')
                        .filter(stat -> stat.command().equals(WORKER))
                        .ifPresent(stat -> workers.add(proc.pid()));
            }
        }
        return workers;
    }

    private static double timed(Runnable what) {
        long begin = System.nanoTime();
        what.run();
        return System.nanoTime() - begin;
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.0f", nanos / NANOS_PER_MILLI);
    }

    /** Lets time pass: here it is what is measured over, not a guess at when something is done. */
    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }
}
