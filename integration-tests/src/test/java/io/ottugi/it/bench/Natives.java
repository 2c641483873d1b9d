package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The C programs, compiled into the sandbox: static where the machine can, so that they start at
 * once.
 */
final class Natives {
    private static final Path SOURCES =
            Path.of(System.getProperty("basedir", "."), "src", "test", "c").toAbsolutePath();

    private final Sandbox sandbox;

    Natives(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** The program that notes its birth and its death. */
    String worker() {
        return compiled("noting-worker");
    }

    String forkLoop() {
        return compiled("fork-loop");
    }

    /** Where a program is, or an empty text. */
    static String find(String program) {
        return Stream.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin")
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }

    private String compiled(String name) {
        Path program = sandbox.work().resolve(name);
        if (!Files.exists(program)) {
            Skip.unless(!find("cc").isEmpty(), "no figures without a C compiler: install cc");
            if (compile(name, program, "-static") != 0) {
                sandbox.command("rm", "-f", program.toString()).run();
                Skip.unless(compile(name, program, "-O2") == 0, "cc cannot compile " + name + ".c");
            }
        }
        return program.toString();
    }

    private int compile(String name, Path program, String option) {
        String source = SOURCES.resolve(name + ".c").toString();
        return sandbox.command("cc", "-O2", option, "-o", program.toString(), source).run().exit();
    }
}
