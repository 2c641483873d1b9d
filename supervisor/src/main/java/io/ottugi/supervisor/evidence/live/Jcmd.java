package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.process.launch.Helpers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a JVM through the {@code jcmd} of its own JDK. One that takes too long is left alone, and
 * told of: a JVM whose attacher was killed half-way has been seen to freeze.
 */
final class Jcmd {
    private static final String NAME = "jcmd";

    /** What a JVM reads, and prints notices of. */
    private static final List<String> VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Helpers helpers;
    private final Privileges as;
    private final long pid;

    /**
     * @param as whom the JVM runs as, which nobody else may ask
     */
    Jcmd(Helpers helpers, Privileges as, long pid) {
        this.helpers = helpers;
        this.as = new Privileges(as.user(), as.group(), null, Map.of());
        this.pid = pid;
    }

    /**
     * Asks and waits.
     *
     * @param what for messages, such as {@code class histogram}
     * @param answer takes what it says
     * @param limit of the wait
     * @return why there is no answer; empty if there is one
     */
    Optional<String> ask(String what, List<String> question, Path answer, Duration limit)
            throws InterruptedException {
        try {
            List<String> words = new ArrayList<>(List.of(program(), Long.toString(pid)));
            words.addAll(question);
            Map<String, String> variables = new HashMap<>(helpers.environment());
            variables.keySet().removeAll(VARIABLES);
            Helpers.Running running = helpers.start(new Helpers.Job(words, as, variables, answer));
            return outcome(what, running, answer, limit);
        } catch (IOException e) {
            return Optional.of("no " + what + ": " + e.getMessage());
        }
    }

    private Optional<String> outcome(
            String what, Helpers.Running running, Path answer, Duration limit)
            throws InterruptedException {
        try {
            int code = running.exit().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return code == 0
                    ? Optional.empty()
                    : Optional.of("no " + what + ": jcmd exited with " + code + said(answer));
        } catch (TimeoutException e) {
            return Optional.of(
                    "no "
                            + what
                            + " in "
                            + limit.toSeconds()
                            + " s: jcmd, pid "
                            + running.pid()
                            + ", is left to go on");
        } catch (ExecutionException e) {
            return Optional.of("no " + what + ": the end of jcmd could not be seen");
        }
    }

    private static String said(Path answer) {
        try (var lines = Files.lines(answer)) {
            return lines.filter(line -> !line.isBlank() && !line.matches("\\d+:"))
                    .findFirst()
                    .map(line -> ": " + line.strip())
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    /** Beside its {@code java}, else wherever it is in PATH. */
    private String program() {
        Path java = Path.of("/proc/" + pid + "/exe");
        try {
            Path bin = Files.readSymbolicLink(java).getParent();
            // A JDK 8 has its java in jre/bin as well.
            for (String place : new String[] {NAME, "../../bin/" + NAME}) {
                Path candidate = bin == null ? Path.of(NAME) : bin.resolve(place).normalize();
                if (Files.isExecutable(candidate)) {
                    return candidate.toString();
                }
            }
        } catch (IOException e) {
            // It may not be known; then the one in PATH will tell.
        }
        return NAME;
    }
}
