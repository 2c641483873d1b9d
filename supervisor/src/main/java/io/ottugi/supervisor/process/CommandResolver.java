package io.ottugi.supervisor.process;

import io.ottugi.supervisor.lifecycle.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the program of a command before it is started, as execvp(3) would: the exec chain could
 * only tell too late that it is not there.
 */
public final class CommandResolver {
    private final String searchPath;

    /**
     * @param searchPath directories as in PATH
     */
    public CommandResolver(String searchPath) {
        this.searchPath = searchPath;
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
            return checked(Path.of(program));
        }
        Path refused = null;
        for (String directory : searchPath.split(":")) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
            if (Files.isRegularFile(candidate)) {
                if (Files.isExecutable(candidate)) {
                    return candidate;
                }
                refused = refused == null ? candidate : refused;
            }
        }
        if (refused != null) {
            throw new CannotRun(refused + " is not executable");
        }
        throw new CannotRun("command '" + program + "' not found in PATH");
    }

    /** The path of a program that may be missing. */
    public Optional<Path> find(String program) {
        try {
            return Optional.of(resolve(program));
        } catch (CannotRun e) {
            return Optional.empty();
        }
    }

    private static Path checked(Path path) throws CannotRun {
        if (Files.isDirectory(path)) {
            throw new CannotRun(path + " is a directory");
        }
        if (!Files.exists(path)) {
            throw new CannotRun(path + " not found");
        }
        if (!Files.isExecutable(path)) {
            throw new CannotRun(path + " is not executable");
        }
        return path;
    }
}
