package io.ottugi.it.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the writers noted of themselves when they began, by process. */
final class Births {
    /** One writer's note. */
    record Birth(String name, String instance, long generation) {
        /** The worker's name as the commands take it. */
        String worker() {
            return name.equals(Cast.SCALED) ? name + ":" + instance : name;
        }
    }

    private final Path file;
    private final Map<String, Birth> byProcess = new HashMap<>();
    private long read;

    Births(Path notes) {
        file = notes.resolve("births");
    }

    /** The note of a process, if it has made it yet. */
    synchronized Optional<Birth> of(Sight sight) {
        Birth known = byProcess.get(sight.id());
        if (known == null) {
            readOn();
            known = byProcess.get(sight.id());
        }
        return Optional.ofNullable(known);
    }

    private void readOn() {
        try {
            String text = Files.readString(file);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(Math.toIntExact(read), end).lines().forEach(this::take);
            read = end;
        } catch (NoSuchFileException none) {
            read = 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void take(String line) {
        String[] words = line.split(" ", -1);
        Birth birth = new Birth(words[0], words[1], Long.parseLong(words[2]));
        byProcess.put(words[3] + " " + words[4], birth);
    }
}
