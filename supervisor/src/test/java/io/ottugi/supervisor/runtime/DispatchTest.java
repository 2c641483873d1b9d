package io.ottugi.supervisor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.Kinds;
import io.ottugi.supervisor.lifecycle.Action;
import io.ottugi.supervisor.runtime.loop.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Each kind of message and action is dispatched. Java 17 has no switch over sealed types, so the
 * sources are asked; what none of them knows is thrown at the end of each chain.
 */
class DispatchTest {
    private static final Path SOURCES = Path.of("src/main/java/io/ottugi/supervisor/runtime");

    @Test
    void everyMessageIsTaken() throws IOException {
        assertDispatched(Message.class, "Supervisor", "WorkerMessages");
    }

    @Test
    void everyActionIsPerformed() throws IOException {
        assertDispatched(Action.class, "WorkerUnit", "WorkerActions");
    }

    private static void assertDispatched(Class<?> sealed, String... sources) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String source : sources) {
            text.append(Files.readString(SOURCES.resolve(source + ".java")));
        }
        TreeSet<String> forgotten = new TreeSet<>();
        for (Class<?> kind : Kinds.of(sealed)) {
            String name = sealed.getSimpleName() + "." + kind.getSimpleName();
            if (!text.toString().matches("(?s).*instanceof " + name + "\\b.*")) {
                forgotten.add(name);
            }
        }
        assertEquals(List.of(), List.copyOf(forgotten));
    }
}
