package io.ottugi.supervisor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each {@code status} shows what was made once. */
class ShownCommandTest {
    @Test
    void aDefinitionIsMaskedOnce() {
        ShownCommand command = new ShownCommand();
        List<String> words = List.of("web", "--token", "abc", "--licence=" + "a-".repeat(30_000));
        List<String> shown = command.of(words);
        assertEquals("***", shown.get(2));
        assertSame(shown, command.of(words));
        List<String> other = List.of("web", "--password=x");
        assertEquals(List.of("web", "--password=***"), command.of(other));
        assertSame(command.of(other), command.of(other));
    }
}
