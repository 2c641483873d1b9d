package io.ottugi.supervisor.config.toml;

import io.ottugi.supervisor.config.value.BadSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the test resources, right ones and wrong ones. */
final class Catalogue {
    private static final Path ROOT =
            Path.of("src", "test", "resources", "io", "ottugi", "supervisor", "config", "toml");

    private Catalogue() {}

    static List<Path> good() {
        return files("good");
    }

    static List<Path> bad() {
        return files("bad");
    }

    private static List<Path> files(String directory) {
        try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a text as if it were in {@code /srv/shop/ottugi.toml}. */
    static ConfigFile read(String text, String... settings) throws BadFile, BadSetting {
        return ConfigFile.of(
                text,
                new FileRequest(
                        Path.of("/srv/shop/ottugi.toml"),
                        "ottugi.toml",
                        Optional.empty(),
                        List.of(settings),
                        Path.of("/home/kim")));
    }
}
