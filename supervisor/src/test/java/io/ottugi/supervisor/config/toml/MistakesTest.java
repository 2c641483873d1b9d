package io.ottugi.supervisor.config.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.config.value.BadSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of wrong files: beside each {@code bad/NAME.toml} stands what is said of it, in
 * {@code bad/NAME.txt}. With {@code -Dottugi.rewrite=true} these are written anew, for review.
 */
class MistakesTest {
    static List<Path> bad() {
        return Catalogue.bad();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isTold(Path file) throws IOException {
        String text = Catalogue.text(file);
        BadFile e = assertThrows(BadFile.class, () -> Catalogue.read(text));
        String said = e.getMessage() + "\n";
        String name = String.valueOf(file.getFileName());
        Path expected = file.resolveSibling(name.replace(".toml", ".txt"));
        if (Boolean.getBoolean("ottugi.rewrite")) {
            Files.writeString(expected, said);
        }
        assertEquals(Catalogue.text(expected), said);
    }

    @Test
    void settingOverTheFileIsToldAsUsage() {
        String text = "[worker.web]\ncommand = [\"web\"]\n";
        BadSetting e =
                assertThrows(BadSetting.class, () -> Catalogue.read(text, "worker.wbe.umask=022"));
        assertEquals("there is no worker 'wbe'; the nearest is 'web'", e.getMessage());
    }

    @Test
    void settingThatConflictsIsNamed() {
        String text = "[worker.web]\ncommand = [\"web\"]\ninstances = 2\n";
        BadFile e = assertThrows(BadFile.class, () -> Catalogue.read(text, "log.file=x.log"));
        assertEquals(
                "--set: worker.web.log.file: 'web:1' and 'web:2' would write to one log file,"
                        + " /home/kim/x.log; put {instance} in its name",
                e.getMessage());
    }

    @Test
    void directoryThatIsNoName() {
        String text = "[worker.web]\ncommand = [\"web\"]\n";
        FileRequest request = request(Path.of("/srv/my shop/ottugi.toml"));
        BadFile e = assertThrows(BadFile.class, () -> ConfigFile.of(text, request));
        assertEquals(
                "ottugi.toml: its directory cannot give the supervisor its name, since the name 'my"
                        + " shop' may hold only letters, digits, '.', '_' and '-', and begins with a"
                        + " letter or digit; set name in [supervisor], or give -n NAME",
                e.getMessage());
    }

    @Test
    void notUtf8(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("f");
        Files.write(file, "a = 1\nb = \"ü\"\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "ottugi.toml:2:6: this is not UTF-8; save the file in UTF-8",
                assertThrows(BadFile.class, () -> ConfigFile.read(request(file))).getMessage());
    }

    @Test
    void noFile(@TempDir Path directory) {
        assertEquals("ottugi.toml: it is a directory", refusal(directory));
        assertEquals("ottugi.toml: there is no such file", refusal(directory.resolve("x")));
        assertEquals("ottugi.toml: it is no regular file", refusal(Path.of("/dev/null")));
    }

    private static String refusal(Path file) {
        BadFile e = assertThrows(BadFile.class, () -> ConfigFile.read(request(file)));
        return String.valueOf(e.getMessage());
    }

    private static FileRequest request(Path file) {
        return new FileRequest(file, "ottugi.toml", Optional.empty(), List.of(), Path.of("/"));
    }
}
