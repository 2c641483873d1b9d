package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ottugi.supervisor.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every situation × every event; {@code docs/transitions.txt} is what people read of it. */
class TransitionsTest {
    private static final Path FILE = Path.of("..", "docs", "transitions.txt");
    private static final String WRITE = "ottugi.transitions.write";

    @Test
    void documentedTableIsTheRealOne() throws IOException {
        String table = TransitionTable.render();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(FILE, table);
        }
        String written = Files.exists(FILE) ? Files.readString(FILE) : "";
        assertEquals(
                written,
                table,
                "The machine and docs/transitions.txt differ. If the change is meant, review it in"
                        + " the diff after: mvn -pl supervisor test -Dtest=TransitionsTest -D"
                        + WRITE
                        + "=true");
    }

    @Test
    void noEventIsRefused() {
        String refused =
                TransitionTable.render()
                        .lines()
                        .filter(line -> line.contains("REFUSED"))
                        .collect(Collectors.joining("\n"));
        assertEquals("", refused, "no event may end the loop");
    }

    @Test
    void everyStateAndEveryEventIsInTheTable() {
        Set<State> states = new TreeSet<>();
        Situations.all().values().forEach(story -> states.add(story.get().snapshot().state()));
        assertEquals(Set.of(State.values()), states);
        Set<Class<?>> events =
                TransitionTable.events(1).values().stream()
                        .map(Event::getClass)
                        .collect(Collectors.toSet());
        assertEquals(Kinds.of(Event.class), events);
    }

    @Test
    void newsOfAnotherGenerationIsIgnoredInEverySituation() {
        Situations.all()
                .forEach(
                        (name, story) -> {
                            long generation = story.get().snapshot().generation();
                            for (long other : new long[] {generation - 1, generation + 1}) {
                                TransitionTable.news(other)
                                        .values()
                                        .forEach(event -> story.get().nothingHappens(event));
                            }
                        });
    }

    @Test
    void tickBeforeTheDeadlineDoesNothingInAnySituation() {
        Situations.all().values().forEach(story -> story.get().nothingHappens(new Event.Tick()));
    }

    @Test
    void storiesOfTheTableAreDistinct() {
        long distinct =
                Situations.all().values().stream()
                        .map(Supplier::get)
                        .map(story -> List.of(story.policy(), story.snapshot()))
                        .distinct()
                        .count();
        assertFalse(distinct < Situations.all().size(), "two situations are the same");
    }
}
