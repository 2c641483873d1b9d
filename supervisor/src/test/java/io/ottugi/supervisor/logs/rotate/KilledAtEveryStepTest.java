package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.logs.record.InMemory;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keepers that are killed, one after the other, each at another step of a rotation, while a worker
 * writes at full speed; the last one is left alone. Then all that was written must be there.
 */
class KilledAtEveryStepTest {
    private static final long MAX_SIZE = 1 << 20;

    /** What a truncation may lose at most; it is some hundred bytes as a rule. */
    private static final long MOST_LOST = 256 << 10;

    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir Path directory;

    @Test
    void whereBeginningsCanBeCutOffNothingIsLost() throws IOException, InterruptedException {
        FileStore store = Files.getFileStore(directory);
        skipUnless(
                RotationSupport.of(store.type()).isLossless(), directory + " is " + store.type());
        List<String> said = new ArrayList<>();
        NumberedLines.Found found =
                write(
                        directory,
                        Redirect::appendTo,
                        List.of(RotationStep.values()),
                        "0.05",
                        1,
                        said);
        assertEquals(0, found.torn(), () -> found + "\n" + String.join("\n", said));
        assertEquals(0, found.missing(), () -> found + "\n" + String.join("\n", said));
        assertTrue(found.lines() > 0);
    }

    /**
     * Who does not append gets holes punched, and is exact on every filesystem that can do that.
     */
    @Test
    void whereSomebodyDoesNotAppendNothingIsLost(@TempDir(factory = InMemory.class) Path inMemory)
            throws IOException, InterruptedException {
        punched(directory, List.copyOf(EnumSet.range(RotationStep.COPIED, RotationStep.DONE)));
        punched(inMemory, List.of(RotationStep.COMMITTED, RotationStep.CUT));
    }

    private void punched(Path where, List<RotationStep> steps)
            throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        NumberedLines.Found found = write(where, Redirect::to, steps, "0.05", 1, said);
        String told = found + "\n" + String.join("\n", said);
        assertTrue(told.matches("(?s).*: hole of [1-9].*"), told);
        assertEquals(0, found.torn(), told);
        assertEquals(0, found.missing(), told);
        assertTrue(found.lines() > 0);
    }

    @Test
    void elsewhereLittleIsLostAndCounted() throws IOException, InterruptedException {
        skipUnless(Files.isWritable(MEMORY), "no " + MEMORY);
        Path inMemory = Files.createTempDirectory(MEMORY, "ottugi");
        try {
            List<String> said = new ArrayList<>();
            List<RotationStep> steps =
                    List.of(RotationStep.COPIED, RotationStep.COMMITTED, RotationStep.CUT);
            NumberedLines.Found found = write(inMemory, Redirect::appendTo, steps, "0.05", 2, said);
            long truncated = said.stream().filter(line -> line.contains("lost_about")).count();
            assertTrue(truncated > 0, () -> "none was told: " + said);
            long bytes = (found.missing() + found.torn()) * 9;
            assertTrue(
                    bytes <= (truncated + steps.size()) * MOST_LOST,
                    () -> found + "\n" + String.join("\n", said));
        } finally {
            remove(inMemory);
        }
    }

    private NumberedLines.Found write(
            Path where,
            Function<File, Redirect> opened,
            List<RotationStep> steps,
            String pause,
            int nth,
            List<String> said)
            throws IOException, InterruptedException {
        Path states = Files.createDirectory(where.resolve("states"));
        Path logs = Files.createDirectory(where.resolve("logs"));
        Path live = logs.resolve("web.log");
        try (NumberedLines lines =
                new NumberedLines(opened.apply(live.toFile()), where.resolve("stop"), pause)) {
            for (RotationStep step : steps) {
                KilledKeeper keeper = keeper(states, live, lines.pid(), step.name(), nth);
                said.addAll(keeper.output());
                assertEquals(KilledKeeper.KILLED, keeper.exitCode(), step::name);
                said.add("after " + step + ": hole of " + hole(states, live));
            }
            lines.finish();
            KilledKeeper last = keeper(states, live, lines.pid(), "none", 1);
            Awaitility.await("all cut and compressed")
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> isDone(logs, live, hole(states, live)));
            last.tellToEnd();
            said.addAll(last.output());
            assertEquals(0, last.exitCode(), () -> String.join("\n", said));
            return lines.check(hole(states, live));
        }
    }

    private static KilledKeeper keeper(Path states, Path live, long writer, String killAt, int nth)
            throws IOException {
        return new KilledKeeper(new KeeperMain.Task(states, live, writer, MAX_SIZE, killAt, nth));
    }

    private static long hole(Path states, Path live) throws IOException {
        return LogStateFile.open(LogState.path(states, "web"), live).state().hole();
    }

    private static boolean isDone(Path logs, Path live, long hole) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return Files.size(live) - hole < MAX_SIZE
                    && files.allMatch(
                            file -> file.equals(live) || file.toString().matches(".*[0-9]\\.gz"));
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void skipUnless(boolean possible, String reason) {
        if (!possible) {
            System.err.println("\n**** SKIPPED: " + reason + " ****\n");
            Assumptions.abort(reason);
        }
    }
}
