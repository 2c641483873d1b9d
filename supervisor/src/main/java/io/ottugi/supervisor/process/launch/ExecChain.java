package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution.Limit;
import io.ottugi.supervisor.config.ResourceLimit;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.proc.ProcFile;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The small programs that exec one another before the worker, and keep its pid: {@code setsid},
 * since a child of ProcessBuilder leads no group; then {@code nice}, {@code prlimit} and {@code
 * setpriv} where they are needed. The last of them takes away the rights that the others need.
 */
public final class ExecChain {
    /** The programs, and the packages they come with. */
    private static final Map<String, String> PROGRAMS =
            Map.of(
                    "setsid", "util-linux",
                    "nice", "coreutils",
                    "prlimit", "util-linux",
                    "setpriv", "util-linux");

    /** As err(3) writes it, with the program's name, and error(3) of GNU, with its path. */
    private static final Pattern MESSAGE =
            Pattern.compile("(?:/[^:]*/)?(" + String.join("|", PROGRAMS.keySet()) + "): (.+)");

    private static final Set<Integer> CANNOT_EXEC = Set.of(125, 126, 127);

    /** What prlimit exits with when it fails; as also many a worker does. */
    private static final int CANNOT_LIMIT = 1;

    private final CommandResolver commands;
    private final String setsid;
    private final Set<Path> images = ConcurrentHashMap.newKeySet();

    private ExecChain(CommandResolver commands, Path setsid) {
        this.commands = commands;
        this.setsid = setsid.toString();
        images.add(realPath(setsid));
    }

    /** Finds the first program of the chain, if this system has it. */
    public static Optional<ExecChain> find(CommandResolver commands) {
        return commands.find("setsid").map(path -> new ExecChain(commands, path));
    }

    /** Whether a program of this name may be a part of a chain. */
    public static boolean isProgram(String name) {
        return PROGRAMS.containsKey(name);
    }

    /** The words to start, which become the command. */
    List<String> wrap(List<String> command, Differences differences) throws StartFailed {
        List<String> words = new ArrayList<>(List.of(setsid));
        if (differences.niceness() != 0) {
            words.addAll(List.of(program("nice"), "-n", Integer.toString(differences.niceness())));
        }
        if (!differences.limits().isEmpty()) {
            words.add(program("prlimit"));
            differences.limits().forEach((resource, limit) -> words.add(option(resource, limit)));
        }
        RunAs who = differences.runAs();
        if (who != null) {
            words.add(program("setpriv"));
            words.addAll(credentials(who));
        }
        words.addAll(command);
        return words;
    }

    /** What to tell of a program that is not there. */
    static String missing(String program) {
        return program + " is not in PATH; install " + PROGRAMS.get(program);
    }

    /** Looked for at each start, so that it helps to install it. */
    private String program(String name) throws StartFailed {
        Path path =
                commands.find(name).orElseThrow(() -> StartFailed.at(Stage.EXEC, missing(name)));
        images.add(realPath(path));
        return path.toString();
    }

    private static String option(ResourceLimit resource, Limit limit) {
        return "--" + resource.label() + "=" + bound(limit.soft()) + ":" + bound(limit.hard());
    }

    private static String bound(long limit) {
        return limit == Limit.UNLIMITED ? "unlimited" : Long.toString(limit);
    }

    private static List<String> credentials(RunAs who) {
        if (who.account() == null) {
            return List.of("--regid=" + who.group(), "--keep-groups");
        }
        String groups = who.groups().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                "--reuid=" + who.user(),
                "--regid=" + who.group(),
                groups.isEmpty() ? "--clear-groups" : "--groups=" + groups);
    }

    /**
     * Whether the chain has become the command, as far as can be seen.
     *
     * @param command the worker's program, to know one that is itself a part of the chain
     */
    public boolean isOver(long pid, Path command) {
        if (PROGRAMS.containsKey(String.valueOf(command.getFileName()))) {
            return true;
        }
        // With busybox the command may have the chain's image, but under another name. And an image
        // may not be read between setpriv's change of user and its exec; a name always may. Of a
        // process that has ended nothing can be said, and its status will tell.
        boolean isLink = ProcFile.link(pid, "exe").map(images::contains).orElse(true);
        return !isLink
                || ProcStat.read(pid)
                        .filter(ProcStat::isAlive)
                        .filter(stat -> !PROGRAMS.containsKey(stat.name()))
                        .isPresent();
    }

    /**
     * The message of a chain that could not become the command.
     *
     * @param exitCode what it exited with
     * @param lastLine the last it wrote; only asked for if the code is one of a chain's
     */
    public static Optional<String> failure(int exitCode, Supplier<String> lastLine) {
        if (exitCode != CANNOT_LIMIT && !CANNOT_EXEC.contains(exitCode)) {
            return Optional.empty();
        }
        Matcher message = MESSAGE.matcher(lastLine.get());
        boolean failed =
                message.matches()
                        && (exitCode != CANNOT_LIMIT || "prlimit".equals(message.group(1)));
        return failed ? Optional.of(String.valueOf(message.group(2))) : Optional.empty();
    }

    private static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
