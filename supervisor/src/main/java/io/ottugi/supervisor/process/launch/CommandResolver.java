package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.lifecycle.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the program of a command before it is started, as execvp(3) would: the exec chain could
 * only tell too late that it is not there.
 */
public final class CommandResolver {
    /** Where commands are looked up when there is no PATH, as execvp(3) has it. */
    private static final String WITHOUT_PATH = "/usr/bin:/bin";

    /** So many of a path's last names may be what was written. */
    private static final int MOST_NAMES = 3;

    private final String searchPath;
    private final Path directory;
    private final Refusal refusal;

    /** Says why a file that we may execute cannot be executed all the same. */
    interface Refusal {
        Refusal NONE = program -> Optional.empty();

        /**
         * @return what follows "is not executable", empty if it can be
         */
        Optional<String> of(Path program);
    }

    /**
     * @param searchPath directories as in PATH
     */
    public CommandResolver(String searchPath) {
        this(searchPath, Path.of(""), Refusal.NONE);
    }

    /**
     * @param directory where the program will be started, for relative paths
     */
    CommandResolver(String searchPath, Path directory, Refusal refusal) {
        this.searchPath = searchPath;
        this.directory = directory;
        this.refusal = refusal;
    }

    /** For programs that are started with this environment. */
    public static CommandResolver in(Map<String, String> environment) {
        return new CommandResolver(searchPath(environment));
    }

    static String searchPath(Map<String, String> environment) {
        return environment.getOrDefault("PATH", WITHOUT_PATH);
    }

    /** Why a program cannot be started. */
    public static final class CannotRun extends Exception {
        private static final long serialVersionUID = 1;

        CannotRun(String message) {
            super(message);
        }

        /** The same as a cause of a fall. */
        public Cause.CouldNotStart cause() {
            return new Cause.CouldNotStart(Cause.Stage.COMMAND, String.valueOf(getMessage()));
        }
    }

    /**
     * @param program a path with a slash in it, or a name to look up
     * @return its path
     */
    public Path resolve(String program) throws CannotRun {
        if (program.isEmpty()) {
            throw new CannotRun("the command is empty");
        }
        if (program.indexOf('/') >= 0) {
            return checked(directory.resolve(program));
        }
        Optional<String> refused = Optional.empty();
        for (String place : searchPath.split(":", -1)) {
            Path candidate = directory.resolve(place.isEmpty() ? "." : place).resolve(program);
            if (Files.isRegularFile(candidate)) {
                Optional<String> why = refused(candidate);
                if (why.isEmpty()) {
                    return candidate;
                }
                refused = refused.or(() -> why);
            }
        }
        throw new CannotRun(refused.orElseGet(() -> "command '" + program + "' not found in PATH"));
    }

    /** It was made absolute when the file was read, and perhaps meant otherwise. */
    private String inDirectory(Path path) {
        int count = path.getNameCount();
        for (int length = Math.min(MOST_NAMES, count); length > 0; length--) {
            Path meant = directory.resolve(path.subpath(count - length, count));
            if (Files.isRegularFile(meant) && !meant.equals(path)) {
                return ": a relative path in 'command' counts from the configuration file, not from"
                        + " 'directory', which has "
                        + meant;
            }
        }
        return "";
    }

    private Optional<String> refused(Path program) {
        if (!Files.isExecutable(program)) {
            return Optional.of(program + " is not executable");
        }
        return refusal.of(program).map(why -> program + " is not executable" + why);
    }

    /** The path of a program that may be missing. */
    public Optional<Path> find(String program) {
        try {
            return Optional.of(resolve(program));
        } catch (CannotRun e) {
            return Optional.empty();
        }
    }

    private Path checked(Path path) throws CannotRun {
        if (Files.isDirectory(path)) {
            throw new CannotRun(path + " is a directory");
        }
        if (!Files.exists(path)) {
            throw new CannotRun(path + " not found" + inDirectory(path));
        }
        Optional<String> refused = refused(path);
        if (refused.isPresent()) {
            throw new CannotRun(refused.get());
        }
        return path;
    }
}
