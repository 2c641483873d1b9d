package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A supervisor that does nothing but keep one log, in a process of its own, so that it can be
 * killed at any step of a rotation. What happens it prints.
 */
public final class KeeperMain {
    private static final int KILL = 9;

    private KeeperMain() {}

    /** What this process is to do; as text on its command line. */
    record Task(Path states, Path live, long writer, long maxSize, String killAt, int nth) {
        List<String> words() {
            return List.of(
                    states.toString(),
                    live.toString(),
                    Long.toString(writer),
                    Long.toString(maxSize),
                    killAt,
                    Integer.toString(nth));
        }

        static Task of(String[] words) {
            return new Task(
                    Path.of(words[0]),
                    Path.of(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    words[4],
                    Integer.parseInt(words[5]));
        }
    }

    public static void main(String[] words) throws IOException {
        Task task = Task.of(words);
        Posix posix = Posix.load();
        AtomicInteger count = new AtomicInteger();
        RotationStep.Listener steps =
                step -> {
                    if (step.name().equals(task.killAt())
                            && count.incrementAndGet() == task.nth()) {
                        posix.kill(ProcessHandle.current().pid(), KILL);
                    }
                };
        LogKeeperSetup tools =
                new LogKeeperSetup(
                        task.states(),
                        posix.files(),
                        clock(),
                        new LogKeeperSetup.Compression(
                                List.of("gzip", "-1", "-c"), ProcessBuilder::start),
                        news ->
                                say(
                                        news.event().label()
                                                + " "
                                                + news.details()
                                                + " "
                                                + news.sentence()));
        LogKeeper keeper = new LogKeeper(tools, steps);
        LogPolicy policy = new LogPolicy(task.maxSize(), null, 100000, 0, true, 0, 0);
        keeper.keep("web", Output.to(task.live()), policy);
        keeper.started("web", task.writer());
        say("ready");
        while (System.in.read() >= 0) {
            say("position " + keeper.position("web"));
        }
        keeper.close();
        say("closed, cpu " + cpu());
    }

    private static String cpu() throws IOException {
        String[] stat = Files.readString(Path.of("/proc/self/stat")).split(" ");
        return stat[13] + " user " + stat[14] + " system, ticks of 10 ms";
    }

    static LogClock clock() {
        return new LogClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
    }

    private static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }
}
