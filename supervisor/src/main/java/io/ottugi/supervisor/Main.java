package io.ottugi.supervisor;

import io.ottugi.supervisor.cli.Cli;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.ExitStatus;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.process.launch.LaunchMechanism;

/** The {@code ottugi} command, and the supervisor that it leaves behind. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // First of all: from JDK 25 on the first look at the environment fixes it.
        LaunchMechanism.choose();
        ExitStatus status = ExitCode.SOFTWARE;
        try {
            status = new Cli(Context.ofProcess(arguments)).run(arguments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            System.err.println("ottugi: " + Failure.mistake(e));
        }
        System.out.flush();
        System.exit(status.code());
    }
}
