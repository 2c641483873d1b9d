package io.ottugi.it.bench;

import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain loop in the foreground that stops nothing when it is killed. */
final class LoopContender extends Contender {
    private final String title;
    private final List<String> command;
    private @Nullable Running running;

    private LoopContender(Sandbox sandbox, String name, String title, List<String> loop) {
        super(sandbox, name);
        this.title = title;
        this.command = new ArrayList<>(loop);
        this.command.addAll(List.of(command()));
    }

    /** The floor: fork, exec and wait, in C. */
    static Contender inC(Sandbox sandbox) {
        List<String> loop = List.of(new Natives(sandbox).forkLoop());
        return new LoopContender(sandbox, "c-loop", "C fork and wait loop", loop);
    }

    /** {@link BareLoop}: what the restart is measured against. */
    static Contender bare(Sandbox sandbox) {
        List<String> loop = Jvm.running(BareLoop.class);
        return new LoopContender(sandbox, "java-loop", "bare ProcessBuilder loop", loop);
    }

    /** The same, starting the worker through what the supervisor starts it through. */
    static Contender chained(Sandbox sandbox) {
        List<String> loop = new ArrayList<>(Jvm.running(BareLoop.class));
        loop.add(Natives.find("setsid"));
        return new LoopContender(sandbox, "chained-loop", "the same through setsid", loop);
    }

    @Override
    void start() {
        running = sandbox().command(command.toArray(new String[0])).start();
    }

    @Override
    void stop() {
        Running loop = running;
        if (loop != null) {
            Sig.KILL.toIfThere(loop.pid());
            loop.finish();
            notes().end();
        }
    }

    @Override
    long pid() {
        return running == null ? 0 : running.pid();
    }

    @Override
    String title() {
        return title;
    }
}
