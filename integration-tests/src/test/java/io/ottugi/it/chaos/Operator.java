package io.ottugi.it.chaos;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Gives the commands, and insists that each is answered in time and without a stack trace. */
final class Operator {
    private static final int NOT_ALL_WELL = 1;

    private final Instance instance;
    private final Schedule schedule;
    private volatile boolean frozen;

    Operator(Instance instance, Schedule schedule) {
        this.instance = instance;
        this.schedule = schedule;
    }

    Running begin(String command, String... arguments) {
        schedule.did("ottugi " + command + " " + String.join(" ", arguments));
        return instance.does(command, arguments).start();
    }

    /** Waits for its answer. */
    Result finish(Running running) {
        Result result = running.finish();
        String said = result.exit() == 0 ? "" : ": " + (result.out() + result.err()).trim();
        schedule.did("  exit " + result.exit() + said.replace("\n", " | "));
        String text = result.out() + result.err();
        if (text.contains("\tat ") || text.contains("Exception")) {
            throw new AssertionError("a stack trace: " + result);
        }
        return result;
    }

    Result does(String command, String... arguments) {
        return finish(begin(command, arguments));
    }

    /** Insists on success. */
    void must(String command, String... arguments) {
        does(command, arguments).expect(0);
    }

    /**
     * Insists on a supervisor. One worker may wait for another that was stopped by hand, or have
     * been killed before it counted as started.
     */
    void up(Path file) {
        Result up = does("up", "-c", file.toString());
        if (!isUp(up)) {
            throw new AssertionError("no supervisor came up: " + up);
        }
    }

    /** Whether an {@code up} made a supervisor that stays. */
    static boolean isUp(Result up) {
        return up.exit() == 0 || up.exit() == NOT_ALL_WELL;
    }

    /** Makes sure that a supervisor is there, after something of which it is not known. */
    void ensureUp(Path file) {
        Await.until(
                "a supervisor", () -> isSupervised() || isUp(does("up", "-c", file.toString())));
    }

    /** The supervisor that lives now, by its lock file and the kernel. */
    OptionalLong supervisor() {
        try {
            List<String> lines = Files.readAllLines(instance.state().resolve("lock"));
            String[] words = lines.isEmpty() ? new String[0] : lines.get(0).split(" ", -1);
            if (words.length < 2) {
                return OptionalLong.empty();
            }
            Proc proc = new Proc(Long.parseLong(words[0]));
            boolean same =
                    proc.statIfThere()
                            .filter(stat -> stat.startTicks() == Long.parseLong(words[1]))
                            .isPresent();
            return same && proc.alive() ? OptionalLong.of(proc.pid()) : OptionalLong.empty();
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }

    /** Whether a supervisor is there and may work. */
    boolean isSupervised() {
        return !frozen && supervisor().isPresent();
    }

    /** Sends a signal to the supervisor, if there is one; after KILL it is gone. */
    void signalSupervisor(Sig signal) {
        supervisor()
                .ifPresent(
                        pid -> {
                            schedule.did(signal + " to the supervisor " + pid);
                            signal.toIfThere(pid);
                            if (signal == Sig.KILL) {
                                Proc proc = new Proc(pid);
                                Await.until("the supervisor's end", () -> !proc.alive());
                            }
                        });
    }

    /** Stops the supervisor's process, does something, and lets it go on. */
    void whileFrozen(Runnable something) {
        frozen = true;
        signalSupervisor(Sig.STOP);
        something.run();
        signalSupervisor(Sig.CONT);
        frozen = false;
    }

    Instance instance() {
        return instance;
    }
}
