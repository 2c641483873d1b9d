package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** How long an operator waits: whole processes, from before their start until after their end. */
final class CommandTimes {
    private static final int ROUNDS = 15;

    /** Of so many rounds, the others take part in one. */
    private static final int OTHERS = 5;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String JVM = "a JVM that does nothing";
    private static final String VERSION = "ottugi version";
    private static final String UP_RUNS = "ottugi up, until the worker's first instruction";
    private static final String UP = "ottugi up, until it returns";
    private static final String STATUS = "ottugi status";
    private static final String DOWN = "ottugi down";

    private final Sandbox sandbox;
    private final Stopwatch watch = new Stopwatch();

    CommandTimes(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    Table measure() {
        for (int round = 1; round <= ROUNDS; round++) {
            watch.time(JVM, () -> run(Jvm.running(Nothing.class)));
            watch.time(VERSION, () -> sandbox.ottugi("version").run().expect(0));
            ottugi(new OttugiContender(sandbox, "life" + round));
            if (round % OTHERS == 0 && RunitContender.isHere()) {
                runit(new RunitContender(sandbox, "runit" + round));
            }
            if (round % OTHERS == 0 && SupervisordContender.isHere()) {
                supervisord(new SupervisordContender(sandbox, "supervisord" + round));
            }
        }
        return table();
    }

    private void run(List<String> command) {
        sandbox.command(command.toArray(new String[0])).run().expect(0);
    }

    private void ottugi(OttugiContender ottugi) {
        long begin = System.nanoTime();
        ottugi.up();
        long returned = System.nanoTime();
        watch.add(UP_RUNS, ottugi.notes().firstBirth() - begin);
        watch.add(UP, returned - begin);
        watch.time(STATUS, ottugi::status);
        watch.time(DOWN, ottugi::stop);
    }

    private void runit(RunitContender runit) {
        start("runsv", runit);
        watch.time("sv status", runit::status);
        watch.time("runsv, ended by TERM", runit::stop);
    }

    private void supervisord(SupervisordContender supervisord) {
        start("supervisord", supervisord);
        watch.time("supervisorctl status", supervisord::status);
        watch.time("supervisord, ended by TERM", supervisord::stop);
    }

    private void start(String program, Contender contender) {
        long begin = System.nanoTime();
        contender.start();
        contender.notes().awaitBirths(1);
        long born = contender.notes().firstBirth();
        watch.add(program + ", until the worker's first instruction", born - begin);
    }

    private Table table() {
        double base = watch.samples(JVM).median();
        Table table =
                new Table(
                        "Commands as whole processes, in ms",
                        "",
                        "runs",
                        "median",
                        "p90",
                        "first",
                        "of a JVM");
        for (String name : watch.names()) {
            Samples samples = watch.samples(name);
            List<String> cells = new ArrayList<>(samples.cells());
            cells.add(Samples.ratio(samples.median() / base));
            table.row(name, cells);
        }
        return table.note(
                        "up watches for a fall right after the start for 200 ms before it returns")
                .note(new Aim("up until the first instruction", 250, "ms").judge(millis(UP_RUNS)))
                .note(new Aim("status", 80, "ms").judge(millis(STATUS)));
    }

    private double millis(String name) {
        return watch.samples(name).median() / NANOS_PER_MILLI;
    }
}
