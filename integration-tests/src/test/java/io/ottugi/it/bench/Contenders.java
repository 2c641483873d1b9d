package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** All who compete in one run, started together and stopped whatever happens. */
final class Contenders implements AutoCloseable {
    private final List<Contender> all;
    private final List<Contender> started = new ArrayList<>();

    Contenders(List<Contender> all) {
        this.all = List.copyOf(all);
    }

    /** Those from elsewhere that this machine has. */
    static List<Contender> others(Sandbox sandbox) {
        List<Contender> others = new ArrayList<>();
        if (RunitContender.isHere()) {
            others.add(new RunitContender(sandbox, "runit"));
        }
        if (SupervisordContender.isHere()) {
            others.add(new SupervisordContender(sandbox, "supervisord"));
        }
        return others;
    }

    /** Says which of those it does not have. */
    static String missing() {
        List<String> missing = new ArrayList<>();
        if (!RunitContender.isHere()) {
            missing.add("runit");
        }
        if (!SupervisordContender.isHere()) {
            missing.add("supervisord");
        }
        return missing.isEmpty()
                ? "compared with: runit, supervisord"
                : "not installed, so not compared with: " + String.join(", ", missing);
    }

    /** Starts all, and waits for their workers. */
    void start() {
        for (Contender contender : all) {
            started.add(contender);
            contender.start();
            contender.notes().awaitBirths(1);
        }
    }

    List<Contender> all() {
        return all;
    }

    @Override
    public void close() {
        started.forEach(Contender::stop);
        started.clear();
    }
}
