package io.ottugi.supervisor.disk;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells what is in the way of appending to a file, as far as that can be told without opening it.
 */
public final class AppendTarget {
    public static final String SYMBOLIC_LINK =
            "it is a symbolic link; give the path that it points to";
    public static final String NO_REGULAR_FILE = "it is no regular file";

    private static final Path NULL = Path.of("/dev/null");

    private AppendTarget() {}

    /** The reason in words; empty if there is none. */
    public static Optional<String> refusal(Path file) {
        if (Files.isSymbolicLink(file)) {
            return Optional.of(SYMBOLIC_LINK);
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return ofOneThatIsThere(file);
        }
        Path directory = file.getParent();
        return directory == null ? Optional.of(NO_REGULAR_FILE) : ofNewOneIn(directory);
    }

    private static Optional<String> ofOneThatIsThere(Path file) {
        if (!Files.isRegularFile(file) && !file.equals(NULL)) {
            return Optional.of(NO_REGULAR_FILE);
        }
        return Files.isWritable(file)
                ? Optional.empty()
                : Optional.of("it may not be written to (Permission denied)");
    }

    private static Optional<String> ofNewOneIn(Path directory) {
        if (Files.notExists(directory)) {
            return Optional.of("its directory " + directory + " is not there; make it");
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            return Optional.of(directory + " is no directory");
        }
        return Files.isWritable(directory) && Files.isExecutable(directory)
                ? Optional.empty()
                : Optional.of("nothing may be made in " + directory + " (Permission denied)");
    }
}
