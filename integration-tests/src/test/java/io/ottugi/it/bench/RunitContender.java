package io.ottugi.it.bench;

import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** runit's runsv, with a run script as its manual has it. */
final class RunitContender extends Contender {
    private final Path service;
    private @Nullable Running running;

    RunitContender(Sandbox sandbox, String name) {
        super(sandbox, name);
        service = sandbox.directory(name);
    }

    static boolean isHere() {
        return !Natives.find("runsv").isEmpty();
    }

    @Override
    void start() {
        String exec = "exec " + String.join(" ", command());
        sandbox().script(name() + "/run", exec);
        running = sandbox().command("runsv", service.toString()).start();
    }

    Result status() {
        return sandbox().command("sv", "status", service.toString()).run();
    }

    @Override
    void stop() {
        Running runsv = running;
        if (runsv != null) {
            Sig.TERM.toIfThere(runsv.pid());
            runsv.finish();
        }
    }

    @Override
    long pid() {
        return running == null ? 0 : running.pid();
    }

    @Override
    String title() {
        return "runit (runsv)";
    }

    /** It starts nothing twice in a second. */
    @Override
    boolean slow() {
        return true;
    }
}
