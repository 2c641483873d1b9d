package io.ottugi.supervisor.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What logind.conf(5) says about the processes of somebody who logs out: the first main file of
 * four directories, then the drop-ins of all four in the order of their names, where a name in an
 * earlier directory hides the same name in a later one.
 */
final class LogindConfig {
    private static final List<String> DIRECTORIES =
            List.of("/etc/systemd", "/run/systemd", "/usr/local/lib/systemd", "/usr/lib/systemd");

    private static final Set<String> TRUE = Set.of("1", "yes", "y", "true", "t", "on");

    private final Host host;
    private boolean killUserProcesses;
    private String decidedIn = "systemd's own default";
    private final List<String> killOnlyUsers = new ArrayList<>();
    private Optional<List<String>> killExcludeUsers = Optional.empty();

    private LogindConfig(Host host) {
        this.host = host;
    }

    static LogindConfig read(Host host) {
        LogindConfig config = new LogindConfig(host);
        DIRECTORIES.stream()
                .map(directory -> directory + "/logind.conf")
                .filter(file -> Files.isRegularFile(host.at(file)))
                .findFirst()
                .ifPresent(config::readMain);
        config.dropIns().forEach(config::readSettings);
        return config;
    }

    /** Whether the processes of this user's sessions are killed when they end. */
    boolean kills(String user) {
        if (killExcludeUsers.orElse(List.of("root")).contains(user)) {
            return false;
        }
        return killOnlyUsers.isEmpty() ? killUserProcesses : killOnlyUsers.contains(user);
    }

    /** The file that decided, for people. */
    String decidedIn() {
        return decidedIn;
    }

    /**
     * The default is chosen when systemd is built; the distribution's main file tells it as a
     * comment.
     */
    private void readMain(String file) {
        lines(file)
                .filter(line -> line.startsWith("#KillUserProcesses="))
                .forEach(line -> apply(line.substring(1), decidedIn));
        readSettings(file);
    }

    private void readSettings(String file) {
        String section = "";
        for (String line : lines(file).toList()) {
            if (line.startsWith("[")) {
                section = line;
            } else if (section.equals("[Login]")) {
                apply(line, file);
            }
        }
    }

    private void apply(String line, String file) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return;
        }
        String value = line.substring(equals + 1).strip();
        switch (line.substring(0, equals).strip()) {
            case "KillUserProcesses" -> {
                killUserProcesses = TRUE.contains(value.toLowerCase(Locale.ROOT));
                decidedIn = file;
            }
            case "KillOnlyUsers" -> {
                extend(killOnlyUsers, value);
                decidedIn = file;
            }
            case "KillExcludeUsers" -> {
                List<String> users = new ArrayList<>(killExcludeUsers.orElse(List.of()));
                extend(users, value);
                killExcludeUsers = Optional.of(users);
            }
            default -> {}
        }
    }

    /** A list goes on where it is set again, and begins anew where it is set to nothing. */
    private static void extend(List<String> users, String value) {
        if (value.isEmpty()) {
            users.clear();
        } else {
            users.addAll(List.of(value.split("\\s+")));
        }
    }

    private List<String> dropIns() {
        Map<String, String> byName = new TreeMap<>();
        for (String directory : DIRECTORIES) {
            String dropIns = directory + "/logind.conf.d";
            names(host.at(dropIns))
                    .filter(name -> name.endsWith(".conf"))
                    .forEach(name -> byName.putIfAbsent(name, dropIns + "/" + name));
        }
        return List.copyOf(byName.values());
    }

    private static Stream<String> names(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        } catch (IOException e) {
            throw BootFile.failure("read", directory, e);
        }
    }

    private Stream<String> lines(String file) {
        try {
            byte[] bytes = Files.readAllBytes(host.at(file));
            return new String(bytes, StandardCharsets.UTF_8).lines().map(String::strip);
        } catch (IOException e) {
            throw BootFile.failure("read", host.at(file), e);
        }
    }
}
