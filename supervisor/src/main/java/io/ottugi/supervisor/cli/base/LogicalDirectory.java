package io.ottugi.supervisor.cli.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which the operator stands, by the name that was used to go there: {@code
 * /srv/current}, which is a link, and not {@code /srv/releases/7}. So a deployment that swaps the
 * link stays the same deployment.
 */
final class LogicalDirectory {
    /** Going up from a link means another directory by name than for the kernel. */
    private static final Pattern UP = Pattern.compile("(^|[^.])\\.\\.([/:,]|$)");

    private LogicalDirectory() {}

    /**
     * Returns PWD where that is right, as POSIX has it for a shell: absolute, without dots, and the
     * directory that we are in. The environment of a process that has changed its directory without
     * a shell has an older one.
     *
     * @param pwd the variable PWD, if there is one
     * @param physical as the kernel has it
     * @param arguments of the command; with {@code ..} in one of them they are taken as the kernel
     *     takes them
     */
    static Path of(@Nullable String pwd, Path physical, String... arguments) {
        for (String argument : arguments) {
            if (UP.matcher(argument).find()) {
                return physical;
            }
        }
        return pwd != null && isThere(pwd, physical) ? Path.of(pwd) : physical;
    }

    private static boolean isThere(String pwd, Path physical) {
        try {
            Path path = Path.of(pwd);
            return path.isAbsolute()
                    && path.normalize().equals(path)
                    && Files.isSameFile(path, physical);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
