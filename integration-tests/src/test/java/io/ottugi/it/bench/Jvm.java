package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** A JVM for the programs of this package, with the options that the supervisor's has. */
final class Jvm {
    private Jvm() {}

    static List<String> running(Class<?> main) {
        Path lib = Sandbox.distribution().resolve("lib");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + lib.resolve("jvm.options"),
                "-cp",
                classes(main) + File.pathSeparator + lib.resolve("ottugi-supervisor.jar"),
                main.getName());
    }

    private static Path classes(Class<?> main) {
        try {
            return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
