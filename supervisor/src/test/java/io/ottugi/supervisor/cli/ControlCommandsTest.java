package io.ottugi.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.base.OperationView;
import io.ottugi.supervisor.control.ControlCommand;
import io.ottugi.supervisor.control.ResultWord;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the supervisor takes and answers, and what the program offers and prints, agree. */
class ControlCommandsTest {
    @ParameterizedTest
    @EnumSource
    void eachIsACommandOfTheProgram(ControlCommand command) {
        assertTrue(Commands.find(command.label()).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void eachResultIsALine(ResultWord word) throws BadJson {
        String line = line(word.label());
        assertTrue(line.startsWith("web ") && line.endsWith(": why\n"), line);
    }

    @Test
    void aResultOfALaterVersionIsPrintedAsItIs() throws BadJson {
        assertEquals("web teleported: why\n", line("teleported"));
    }

    private static String line(String word) throws BadJson {
        return OperationView.line(
                Json.object("{\"worker\":\"web\",\"result\":\"" + word + "\",\"detail\":\"why\"}"));
    }
}
