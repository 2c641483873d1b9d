package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.config.value.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/configuration.md} are the list of keys. With {@code
 * -Dottugi.rewrite=true} they are written anew.
 */
class KeyReferenceTest {
    private static final Path FILE = Path.of("..", "docs", "configuration.md");
    private static final String END = "<!-- end -->";

    @Test
    void tablesAreTheKeys() throws IOException {
        String text = Files.readString(FILE);
        String made = with(with(text, "worker", Scope.WORKER), "supervisor", Scope.SUPERVISOR);
        if (Boolean.getBoolean("ottugi.rewrite")) {
            Files.writeString(FILE, made);
        }
        assertEquals(made, Files.readString(FILE));
    }

    private static String with(String text, String whose, Scope scope) {
        String begin = "<!-- keys of " + (scope == Scope.WORKER ? "a " : "the ") + whose;
        int table = text.indexOf('\n', text.indexOf(begin)) + 1;
        return text.substring(0, table) + table(scope) + text.substring(text.indexOf(END, table));
    }

    private static String table(Scope scope) {
        StringBuilder table =
                new StringBuilder("| key | value | default | is |\n|---|---|---|---|\n");
        for (Key key : Key.of(scope)) {
            table.append("| `")
                    .append(key.label())
                    .append("` | ")
                    .append(cell(key.placeholder()))
                    .append(" | ")
                    .append(cell(key.byDefault()))
                    .append(" | ")
                    .append(cell(key.help()))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
