package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.daemon.Handshake.Word;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The article's {@code fork(); parent returns}: starts the supervisor as a JVM of its own, and
 * listens until it stands or says why it does not.
 */
public final class Launch {
    /** The hidden command by which the supervisor's JVM knows what it is. */
    public static final String COMMAND = "supervise";

    /** The class that a supervisor's JVM runs. */
    public static final String MAIN = "io.ottugi.supervisor.Main";

    /** Follows the hidden command where what cannot be started is tried again. */
    public static final String KEEP_GOING = "--keep-going";

    /**
     * What the supervisor's JVM runs.
     *
     * @param mainClass of this program
     * @param keepsGoing whether it stays although some workers cannot be started
     */
    public record Program(String mainClass, boolean keepsGoing) {}

    /** For a supervisor that has closed its output to end by itself. */
    private static final long PATIENCE_SECONDS = 2;

    private Launch() {}

    /**
     * @param program what the supervisor's JVM runs
     * @return what is not well right after the start
     * @throws Failure if no supervisor stands now
     */
    public static Outcome supervisor(Plan plan, Places.Instance places, Program program) {
        try {
            List<String> command = commandLine(plan, program.mainClass());
            if (program.keepsGoing()) {
                command.add(KEEP_GOING);
            }
            // A crash of the JVM is told where one looks, not in the directory / it stands in.
            command.add(1, "-XX:ErrorFile=" + places.state().resolve("hs_err_pid%p.log"));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectErrorStream(true);
            // A supervisor that is started from within a worker is nobody's worker.
            builder.environment().remove("OTTUGI_WORKER_ID");
            Process supervisor = builder.start();
            try (OutputStream in = supervisor.getOutputStream()) {
                in.write(HandOver.toJson(plan).toString().getBytes(StandardCharsets.UTF_8));
            }
            try (BufferedReader words = supervisor.inputReader(StandardCharsets.UTF_8)) {
                return listen(words, supervisor, places);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.OS, "cannot start the supervisor: " + e.getMessage());
        }
    }

    /**
     * What a supervisor that stands tells of its workers.
     *
     * @param falls which have not come up and why, each a sentence and perhaps lines after it
     */
    public record Outcome(List<String> falls) {}

    private static Outcome listen(BufferedReader words, Process supervisor, Places.Instance places)
            throws IOException {
        List<String> other = new ArrayList<>();
        List<String> falls = new ArrayList<>();
        boolean up = false;
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            Optional<Word> word = Word.parse(line);
            String what = word.map(Word::what).orElse("");
            switch (what) {
                case "up" -> up = true;
                case "fell" -> falls.add(word.orElseThrow().text());
                case "failed" ->
                        throw new Failure(word.orElseThrow().code(), word.orElseThrow().text());
                default -> other.add(line);
            }
        }
        if (!up) {
            end(supervisor);
            throw neverStood(other, supervisor, places);
        }
        return new Outcome(falls);
    }

    /** Nothing is left of a supervisor that never said that it stands. */
    private static void end(Process supervisor) {
        try {
            if (!supervisor.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                supervisor.destroy();
                supervisor.waitFor();
            }
        } catch (InterruptedException e) {
            supervisor.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private static Failure neverStood(
            List<String> said, Process supervisor, Places.Instance places) {
        String status = supervisor.isAlive() ? "" : " with " + supervisor.exitValue();
        return new Failure(
                ExitCode.SOFTWARE,
                "the supervisor ended"
                        + status
                        + " before it stood: "
                        + (said.isEmpty()
                                ? "see " + places.supervisorLog()
                                : String.join(" / ", said)));
    }

    /** Our own command line with another command: the same JVM, flags and classes. */
    private static List<String> commandLine(Plan plan, String mainClass) throws IOException {
        List<String> ours = new ArrayList<>();
        try (Reader in =
                Files.newBufferedReader(
                        Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1)) {
            StringBuilder word = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c != 0) {
                    word.append((char) c);
                } else if (word.toString().equals(mainClass)) {
                    break;
                } else {
                    ours.add(
                            new String(
                                    word.toString().getBytes(StandardCharsets.ISO_8859_1),
                                    StandardCharsets.UTF_8));
                    word.setLength(0);
                }
            }
        }
        ours.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ours.addAll(List.of(mainClass, COMMAND, plan.name().value()));
        return ours;
    }
}
