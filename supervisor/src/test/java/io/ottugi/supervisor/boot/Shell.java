package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A real {@code sh}, and programs written in it. */
final class Shell {
    /** A program that writes its arguments, each ended by a line with a dot. */
    static final String ARGUMENT_PRINTER = "printf '%s\\n.\\n' \"$@\"\n";

    private Shell() {}

    static Path program(Path file, String body) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** What a script prints; it must end with 0. */
    static String output(String script) throws IOException {
        CommandRunner.Result result =
                new ProcessCommandRunner(Map.of()).run(List.of("sh", "-c", script), "");
        assertEquals("", result.error(), script);
        assertEquals(0, result.status(), script);
        return new String(
                result.output().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    static String printed(List<String> arguments) {
        StringBuilder out = new StringBuilder();
        arguments.forEach(argument -> out.append(argument).append("\n.\n"));
        return out.toString();
    }
}
