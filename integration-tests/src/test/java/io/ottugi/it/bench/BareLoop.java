package io.ottugi.it.bench;

import io.ottugi.supervisor.process.launch.LaunchMechanism;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * The least that keeps a program standing in Java: what the supervisor's restarts are measured
 * against. It runs in a JVM of its own.
 */
final class BareLoop {
    private BareLoop() {}

    /**
     * @param command of the program
     */
    public static void main(String[] command) throws IOException {
        LaunchMechanism.choose();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Redirect.from(new File("/dev/null")))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        while (true) {
            builder.start().onExit().join();
        }
    }
}
