package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machine as this package sees it.
 *
 * @param root below which all its files are; {@code /} but for tests
 * @param user for whom the entry is
 * @param home that user's home directory, as the user names it (without {@code root})
 * @param environment for XDG_CONFIG_HOME and PATH
 */
public record Host(
        Path root,
        String user,
        int uid,
        Path home,
        Map<String, String> environment,
        CommandRunner commands) {

    private static final List<String> USUAL_PATH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    public Host {
        environment = Map.copyOf(environment);
    }

    /** This machine and the user of this process. */
    public static Host here() {
        Path root = Path.of("/");
        int uid = OwnUser.id();
        Map<String, String> environment = System.getenv();
        return new Host(
                root,
                System.getProperty("user.name"),
                uid,
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                environment,
                new ProcessCommandRunner(userManager(environment, uid)));
    }

    boolean isRoot() {
        return uid == 0;
    }

    /** Where a path of the machine really is. */
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** Whether systemd is this machine's init and up: the test of sd_booted(3). */
    boolean runsSystemd() {
        return Files.isDirectory(at("/run/systemd/system"));
    }

    /** Whether systemd starts the user's manager at boot: the file that loginctl makes. */
    boolean lingers() {
        return Files.exists(at("/var/lib/systemd/linger/" + user));
    }

    /** A program in the search path or where such tools usually are. */
    Optional<Path> program(String name) {
        List<String> directories =
                new ArrayList<>(List.of(environment.getOrDefault("PATH", "").split(":")));
        directories.addAll(USUAL_PATH);
        return directories.stream()
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> at(directory).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    CommandRunner.Result run(List<String> command) {
        return run(command, "");
    }

    CommandRunner.Result run(List<String> command, String input) {
        try {
            return commands.run(command, input);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.IO,
                    "%s failed: %s".formatted(String.join(" ", command), Failure.reason(e)));
        }
    }

    /** A shell of su or cron knows the user but not the way to the user's manager. */
    private static Map<String, String> userManager(Map<String, String> environment, int uid) {
        Path directory = Path.of("/run/user/" + uid);
        return environment.containsKey("XDG_RUNTIME_DIR") || !Files.isDirectory(directory)
                ? Map.of()
                : Map.of("XDG_RUNTIME_DIR", directory.toString());
    }
}
