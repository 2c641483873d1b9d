package io.ottugi.it.chaos;

import io.ottugi.it.chaos.Wanted.Promise;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What may happen at any moment, chosen by the schedule. */
final class Acts {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofMillis(1200);

    private final Cast cast;
    private final Schedule schedule;
    private final Operator operator;
    private final Wanted wanted;
    private final List<Runnable> acts = new ArrayList<>();
    private int variant;
    private Path file;

    Acts(Cast cast, Schedule schedule, Operator operator, Wanted wanted) {
        this.cast = cast;
        this.schedule = schedule;
        this.operator = operator;
        this.wanted = wanted;
        this.file = cast.configure(variant);
        often(4, this::killOne);
        often(2, this::killAll);
        often(4, this::killSupervisor);
        often(3, this::killBoth);
        often(2, this::freezeOne);
        often(2, this::freezeSupervisor);
        often(6, this::command);
        often(4, this::killSupervisorAmidCommand);
        often(2, this::killClient);
        often(2, this::killAmidUp);
        often(2, this::manyUps);
        often(1, () -> operator.signalSupervisor(Sig.HUP));
        often(2, this::keepWorkers);
    }

    /** Does one of them. */
    void act() {
        schedule.pick(acts).run();
    }

    /** The configuration file as it is now. */
    Path file() {
        return file;
    }

    /** Whether the file has the guest now. */
    boolean hasGuest() {
        return variant % 2 == 1;
    }

    private void often(int weight, Runnable act) {
        for (int i = 0; i < weight; i++) {
            acts.add(act);
        }
    }

    private void killOne() {
        signalOne(Sig.KILL);
    }

    private void killAll() {
        List<Sight> all = Sight.all(cast.programs());
        schedule.did("KILL to all " + all.size() + " processes of workers");
        all.forEach(sight -> Sig.KILL.toIfThere(sight.pid()));
    }

    private void signalOne(Sig signal) {
        List<Sight> all = Sight.all(cast.programs());
        if (!all.isEmpty()) {
            signal(signal, schedule.pick(all));
        }
    }

    private void signal(Sig signal, Sight sight) {
        schedule.did(signal + " to " + sight.name() + " " + sight.pid());
        signal.toIfThere(sight.pid());
    }

    private void killSupervisor() {
        operator.signalSupervisor(Sig.KILL);
        schedule.pause(LONG);
        up();
    }

    private void killBoth() {
        if (schedule.below(2) == 0) {
            killSome();
            operator.signalSupervisor(Sig.KILL);
        } else {
            operator.signalSupervisor(Sig.KILL);
            killSome();
        }
        schedule.pause(SHORT);
        up();
    }

    private void killSome() {
        if (schedule.below(4) == 0) {
            killAll();
        } else {
            killOne();
        }
    }

    private void up() {
        operator.up(file);
    }

    private void freezeOne() {
        List<Sight> all = Sight.all(cast.programs());
        if (!all.isEmpty()) {
            Sight sight = schedule.pick(all);
            signal(Sig.STOP, sight);
            schedule.pause(LONG);
            signal(Sig.CONT, sight);
        }
    }

    private void freezeSupervisor() {
        operator.whileFrozen(
                () -> {
                    schedule.pause(SHORT);
                    killSome();
                    schedule.pause(LONG);
                });
    }

    private void killSupervisorAmidCommand() {
        Running command = begin();
        schedule.pause(LONG);
        operator.signalSupervisor(Sig.KILL);
        operator.finish(command);
        operator.ensureUp(file);
    }

    private void killClient() {
        Running command = begin();
        schedule.pause(SHORT);
        schedule.did("KILL to that command");
        Sig.KILL.toIfThere(command.pid());
        operator.finish(command);
    }

    private void killAmidUp() {
        operator.signalSupervisor(Sig.KILL);
        Running up = operator.begin("up", "-c", file.toString());
        schedule.pause(LONG);
        if (schedule.below(2) == 0) {
            schedule.did("KILL to that command");
            Sig.KILL.toIfThere(up.pid());
        } else {
            operator.signalSupervisor(Sig.KILL);
        }
        operator.finish(up);
        operator.ensureUp(file);
    }

    private void manyUps() {
        operator.signalSupervisor(Sig.KILL);
        List<Running> ups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ups.add(operator.begin("up", "-c", file.toString()));
        }
        if (ups.stream().map(operator::finish).filter(Operator::isUp).count() != 1) {
            throw new AssertionError("of three 'up' at a time not exactly one succeeded");
        }
    }

    private void keepWorkers() {
        operator.must("down", "--keep-workers");
        schedule.pause(SHORT);
        if (schedule.below(2) == 0) {
            killSome();
        }
        up();
    }

    /** Begins a command whose outcome will not be known. */
    private Running begin() {
        return begin(Choice.random(schedule, cast));
    }

    /** Gives a random command, whose success is a promise. */
    private void command() {
        must(Choice.random(schedule, cast), false);
    }

    /** Gives a command, whose success is a promise, and may be insisted on. */
    void must(Choice choice, boolean insist) {
        Result result = operator.finish(begin(choice));
        if (insist) {
            result.expect(0);
        }
        if (result.exit() == 0) {
            choice.promises().forEach(wanted::set);
        }
    }

    private Running begin(Choice choice) {
        if (choice.command().equals("reload")) {
            file = cast.configure(++variant);
        }
        choice.about().forEach(worker -> wanted.set(worker, Promise.UNKNOWN));
        return operator.begin(choice.command(), choice.arguments());
    }
}
