package io.ottugi.it;

import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The worker commands and settings that the tests share. */
final class Workers {
    /** Does nothing, changes no signal, and is one process. */
    static final String[] SLEEP = {"--", "sleep", "1000"};

    private Workers() {}

    /** Counts aloud, ten lines a second. */
    static String[] counting(Sandbox sandbox) {
        String loop = "n=0; while :; do n=$((n+1)); echo $n; sleep 0.1; done";
        return new String[] {"--", sandbox.script("count", loop).toString()};
    }

    /** Exits with a code as soon as it gets USR1. */
    static String[] exitingOnUsr1(Sandbox sandbox, int code) {
        return trapping(sandbox, "exiting", "trap 'exit " + code + "' USR1");
    }

    /** Sets traps, says "ready", and then waits in small steps, so that each trap runs at once. */
    static String[] trapping(Sandbox sandbox, String name, String... traps) {
        String[] lines =
                Stream.concat(
                                Stream.of(traps),
                                Stream.of("echo ready", "while :; do sleep 0.02; done"))
                        .toArray(String[]::new);
        return new String[] {"--", sandbox.script(name, lines).toString()};
    }

    /** The bundled counting worker, a JVM, writing to a file of the sandbox. */
    static String[] bundled(Sandbox sandbox, String... options) {
        String java = System.getProperty("java.home") + "/bin/java";
        String jar = Sandbox.distribution().resolve("lib/ottugi-worker.jar").toString();
        String file = sandbox.work().resolve("daemon.out").toString();
        List<String> command =
                new ArrayList<>(List.of("--", java, "-jar", jar, "--interval", "100ms"));
        command.addAll(List.of("--file", file));
        command.addAll(List.of(options));
        return command.toArray(new String[0]);
    }

    /** Whether that process is {@code sleep} with that argument. */
    static boolean isSleeping(Proc proc, String argument) {
        List<String> words = proc.commandLine();
        return words.size() == 2
                && words.get(0).matches("(.*/)?sleep")
                && words.get(1).equals(argument);
    }

    /** Restarts follow each other without a wait that grows. */
    static String[] restartingAtOnce(String... command) {
        return with(command, "restart.initial=1ms", "restart.max=1ms", "restart.jitter=0");
    }

    /**
     * Writes a program anew, also while it is being tried: what is executed cannot be written to.
     */
    static void rewrite(Path program, String text) throws IOException {
        Path sibling = Files.writeString(program.resolveSibling("rewritten"), text);
        Files.setPosixFilePermissions(sibling, Files.getPosixFilePermissions(program));
        Files.move(sibling, program, StandardCopyOption.ATOMIC_MOVE);
    }

    /** These settings before a command that begins with {@code --}. */
    static String[] with(String[] command, String... settings) {
        return Stream.concat(
                        Stream.of(settings).flatMap(setting -> Stream.of("--set", setting)),
                        Stream.of(command))
                .toArray(String[]::new);
    }

    /** The numbers that lines of a text begin with, in order. */
    static List<Long> counts(String text) {
        return text.lines()
                .filter(line -> line.matches("\\d+( .*)?"))
                .map(line -> Long.valueOf(line.replaceFirst(" .*", "")))
                .toList();
    }

    static long lastCount(String text) {
        List<Long> counts = counts(text);
        return counts.isEmpty() ? 0 : counts.get(counts.size() - 1);
    }
}
