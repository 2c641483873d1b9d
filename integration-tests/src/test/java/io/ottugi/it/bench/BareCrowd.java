package io.ottugi.it.bench;

import io.ottugi.supervisor.process.launch.LaunchMechanism;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The least that keeps many programs standing in Java: one thread that starts each again when
 * {@code onExit} tells of its end. It runs in a JVM of its own.
 */
final class BareCrowd {
    private final ProcessBuilder builder;
    private final BlockingQueue<Process> ended = new LinkedBlockingQueue<>();

    private BareCrowd(List<String> command) {
        builder =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
    }

    /**
     * @param arguments how many, and the command of each
     */
    public static void main(String[] arguments) throws InterruptedException {
        LaunchMechanism.choose();
        BareCrowd crowd = new BareCrowd(List.of(arguments).subList(1, arguments.length));
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            crowd.start();
        }
        while (true) {
            crowd.ended.take();
            crowd.start();
        }
    }

    private void start() {
        try {
            var unused = builder.start().onExit().thenAccept(ended::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
