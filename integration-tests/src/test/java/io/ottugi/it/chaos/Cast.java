package io.ottugi.it.chaos;

import io.ottugi.it.harness.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The workers of a campaign and their configuration file. Each worker's program is a copy of a
 * shell or of Perl under the worker's name, so that {@code /proc/PID/exe} tells whose a process is
 * whatever that process does to its arguments and environment.
 */
final class Cast {
    /** The name of the children that {@code family} has in sessions of their own. */
    static final String KID = "kid";

    /** How many of those each generation has. */
    static final int KIDS = 2;

    /** Ends by itself. */
    static final String ONESHOT = "once";

    /** Has instances. */
    static final String SCALED = "scaled";

    /** Has another environment in each variant, so that a reload restarts it. */
    static final String LAST = "changing";

    /** Is in the file or not, by the variant. */
    static final String GUEST = "guest";

    private static final Path SOURCES =
            Path.of(System.getProperty("basedir", "."), "src", "test", "chaos").toAbsolutePath();

    /** Workers to do without, when one looks for what another one shows: NAME,NAME. */
    private static final List<String> WITHOUT =
            List.of(System.getProperty("ottugi.chaos.without", "").split(",", -1));

    private static final List<String> LOSSLESS = List.of("ext4", "xfs", "f2fs");

    private final Sandbox sandbox;
    private final Path notes;
    private final Path programs;
    private final boolean perl = Files.isExecutable(Path.of("/usr/bin/perl"));
    private final boolean lossless;

    Cast(Sandbox sandbox) {
        this.sandbox = sandbox;
        notes = sandbox.directory("notes");
        programs = sandbox.directory("bin");
        lossless = isLossless(sandbox.root());
    }

    /** Where writers note their births and what they wrote. */
    Path notes() {
        return notes;
    }

    /** Where the workers' executables are. */
    Path programs() {
        return programs;
    }

    /** The script of the writers that are shells. */
    Path writer() {
        return SOURCES.resolve("writer.sh");
    }

    /** What this machine does not let the campaign try; empty if nothing. */
    String missing() {
        return (perl ? "" : "no perl: no worker with a title of its own. ")
                + (lossless ? "" : "no ext4, xfs or f2fs: logs are not cut. ");
    }

    /** Workers with one process each, of which one is always wanted. */
    List<String> singles() {
        List<String> names =
                new ArrayList<>(
                        List.of("plain", "dependent", "family", "stubborn", "cut", "late", LAST));
        if (perl) {
            names.addAll(List.of("title", "seeking"));
        }
        names.removeAll(WITHOUT);
        return names;
    }

    /**
     * Writes the configuration file.
     *
     * @param variant each of which differs from the one before: the environment of a worker, and
     *     whether {@link #GUEST} is there
     */
    Path configure(int variant) {
        String size = lossless ? "\"64KB\"" : "0";
        StringBuilder text = new StringBuilder();
        text.append(worker("plain", shell("plain", "0.1 3 0"), ""));
        text.append(worker("dependent", shell("dependent", "0.2 1 0"), "after = [\"plain\"]"));
        text.append(worker("family", shell("family", "0.2 2 0 " + copy(KID) + " " + KIDS), ""));
        text.append(worker("stubborn", shell("stubborn", "0.2 1 0"), stubborn()));
        text.append(worker("cut", shell("cut", "0.05 60 0"), "log.max_size = " + size));
        text.append(worker(ONESHOT, shell(ONESHOT, "0.05 3 8"), "oneshot = true"));
        text.append(worker("late", shell("late", "0.2 1 0"), "after = [\"" + ONESHOT + "\"]"));
        text.append(worker(SCALED, shell(SCALED, "0.2 1 0"), "instances = 2"));
        if (perl) {
            text.append(worker("title", perl("title", "0.1 2 append"), ""));
            String cut = "log.max_size = " + size + "\nlog.compress = false";
            text.append(worker("seeking", perl("seeking", "0.1 60 seek"), cut));
        }
        if (variant % 2 == 1) {
            text.append(worker(GUEST, shell(GUEST, "0.2 1 0"), ""));
        }
        text.append(worker(LAST, shell(LAST, "0.2 1 0"), ""));
        text.append("environment.VARIANT = \"").append(variant).append("\"\n");
        return sandbox.write("chaos.toml", text.toString());
    }

    private static String stubborn() {
        return """
        environment.STUBBORN = "yes"
        stop.timeout = "500ms"
        evidence.before_kill = false""";
    }

    private static String worker(String name, String command, String more) {
        if (WITHOUT.contains(name)) {
            return "";
        }
        String policy = name.equals(ONESHOT) ? "on-failure" : "always";
        return """
        [worker.%s]
        command = %s
        restart = { policy = "%s", initial = "20ms", max = "300ms", reset_after = "1s" }
        log.keep = 10000
        evidence.keep = 1
        %s

        """
                .formatted(name, command, policy, more);
    }

    private String shell(String name, String arguments) {
        return command(name, "/bin/sh", "writer.sh", arguments);
    }

    private String perl(String name, String arguments) {
        return command(name, "/usr/bin/perl", "writer.pl", arguments);
    }

    private String command(String name, String program, String script, String arguments) {
        Path copy = programs.resolve(name);
        if (!Files.exists(copy)) {
            copy(program, copy);
        }
        List<String> words = new ArrayList<>();
        words.addAll(List.of(copy.toString(), SOURCES.resolve(script).toString()));
        words.addAll(List.of(notes.toString(), name));
        words.addAll(List.of(arguments.split(" ", -1)));
        return Stream.of(words.toArray()).map(word -> "\"" + word + "\"").toList().toString();
    }

    private String copy(String name) {
        Path copy = programs.resolve(name);
        if (!Files.exists(copy)) {
            copy("/bin/sh", copy);
        }
        return copy.toString();
    }

    private static void copy(String program, Path copy) {
        try {
            Files.copy(Path.of(program).toRealPath(), copy);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isLossless(Path place) {
        try {
            return LOSSLESS.contains(Files.getFileStore(place).type());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
