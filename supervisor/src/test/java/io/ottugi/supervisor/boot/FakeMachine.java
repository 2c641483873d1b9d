package io.ottugi.supervisor.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A machine in a directory; its commands are recorded, and do what a test makes them do. */
final class FakeMachine implements CommandRunner {
    final Path root;
    final List<String> ran = new ArrayList<>();
    private final Map<String, String> effects;

    /**
     * A bare machine.
     *
     * @param effects command lines, and the shell scripts that are run in the root for them
     */
    FakeMachine(Path root, Map<String, String> effects) {
        this.root = root;
        this.effects = Map.copyOf(effects);
    }

    FakeMachine(Path root) {
        this(root, Map.of());
    }

    Host host(String user, int uid) {
        return new Host(root, user, uid, Path.of("/home/" + user), Map.of(), this);
    }

    Host rootHost() {
        return host("root", 0);
    }

    FakeMachine with(String directory) throws IOException {
        Files.createDirectories(root.resolve(directory));
        return this;
    }

    FakeMachine file(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, text);
        return this;
    }

    FakeMachine program(String file) throws IOException {
        Shell.program(root.resolve(file), "exit 99");
        return this;
    }

    @Override
    public Result run(List<String> command, String input) throws IOException {
        String line = String.join(" ", command);
        ran.add(line);
        String script = effects.getOrDefault(line, ":");
        return new ProcessCommandRunner(Map.of())
                .run(List.of("sh", "-c", "cd '%s' && %s".formatted(root, script)), input);
    }

    /** Every path below the root, relative to it; a directory ends with a slash. */
    List<String> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.skip(1).map(this::shown).sorted().toList();
        }
    }

    private String shown(Path path) {
        return root.relativize(path)
                + (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : "");
    }
}
