package io.ottugi.it.bench;

import io.ottugi.it.harness.Sig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * What the workers of one supervisor noted about their births and deaths, on the clock of {@link
 * System#nanoTime}.
 */
record Notes(Path file) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);

    private record Note(boolean birth, long pid, long nanos) {
        static Note parse(String line) {
            String[] words = line.split(" ");
            return new Note(
                    words[0].equals("born"), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }
    }

    /** Waits until so many workers have been born; looks rarely, since looking disturbs. */
    void awaitBirths(int number) {
        Awaitility.await("birth " + number + " in " + file.getFileName())
                .atMost(LIMIT)
                .pollDelay(POLL)
                .pollInterval(POLL)
                .pollInSameThread()
                .until(() -> births() >= number);
    }

    int births() {
        return (int) read().stream().filter(Note::birth).count();
    }

    /** The first worker's first instruction. */
    long firstBirth() {
        return read().get(0).nanos();
    }

    /** Knocks the worker over, and waits for its successor. */
    void knock() {
        int births = births();
        Sig.USR1.to(pid());
        awaitBirths(births + 1);
    }

    /** Ends the worker that nobody keeps standing any more. */
    void end() {
        if (births() > 0) {
            Sig.KILL.toIfThere(pid());
        }
    }

    /** From each death to the next birth. */
    Samples gaps() {
        List<Long> gaps = new ArrayList<>();
        long died = 0;
        for (Note note : read()) {
            if (note.birth() && died != 0) {
                gaps.add(note.nanos() - died);
            }
            died = note.birth() ? 0 : note.nanos();
        }
        return new Samples(gaps);
    }

    private long pid() {
        List<Note> notes = read().stream().filter(Note::birth).toList();
        return notes.get(notes.size() - 1).pid();
    }

    private List<Note> read() {
        try {
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            return whole.lines().map(Note::parse).toList();
        } catch (NoSuchFileException nobody) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
