package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files that the documentation shows, as {@code ottugi check} sees them: what it finds lacking
 * is of this machine, which has none of those programs and accounts.
 */
class ExamplesIT {
    private static final String OF_THE_MACHINE =
            ".*(is not there(; make it)?|not found|no such file or directory|there is no user .*"
                    + "|there is no group .*|needs root.*|permission denied)";

    @RegisterExtension final Sandbox sandbox = new Sandbox();

    static List<Path> files() throws IOException {
        Path docs = Sandbox.distribution().resolve("../../docs/examples").normalize();
        try (Stream<Path> files = Files.list(docs)) {
            return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void passesTheCheck(Path file) {
        Result result = sandbox.ottugi("check", "--json", "-c", file.toString()).run();
        JsonObject check = JsonParser.parseString(result.out()).getAsJsonObject();
        assertEquals(0, check.getAsJsonArray("mistakes").size(), result::toString);
        assertEquals(10, check.getAsJsonArray("workers").size(), result::toString);
        for (JsonElement problem : check.getAsJsonArray("problems")) {
            String message = problem.getAsJsonObject().get("message").getAsString();
            assertTrue(message.matches(OF_THE_MACHINE), message);
        }
    }
}
