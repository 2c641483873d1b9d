package io.ottugi.supervisor.logs.rotate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.events.EventKind;
import io.ottugi.supervisor.logs.record.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keeper on real files, with what a worker, an operator and an enemy may do to them. */
class LogKeeperTest {
    private static final int MIB = 1 << 20;

    @TempDir Path directory;

    @Test
    void everyByteIsKeptInOrder() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            byte[] written = noise(7 * MIB + 12345);
            log.write(written);
            log.await("cut", () -> log.state().base() >= 6 * MIB && isSmall(log));
            log.assertAll(written);
            assertEquals(OptionalLong.of(written.length), log.keeper().position("web"));
            assertEquals(OptionalLong.empty(), log.keeper().errorPosition("web"));
            assertEquals(OptionalLong.empty(), log.keeper().position("other"));
            Archive first = log.state().archives().get(0);
            assertEquals(1, first.sequence());
            assertEquals(0, first.from());
            assertEquals("web.log.000001", name(first.plain(log.live())));
        }
    }

    @Test
    void archivesHaveTheModeOfTheLog() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, compressing(100))) {
            Files.setPosixFilePermissions(log.live(), PosixFilePermissions.fromString("rw-r-----"));
            byte[] written = noise(MIB + 5000);
            log.write(written);
            Path compressed = log.live().resolveSibling("web.log.000001.gz");
            Path plain = log.live().resolveSibling("web.log.000001");
            log.await("compressed", () -> Files.exists(compressed) && Files.notExists(plain));
            assertEquals("rw-r-----", mode(compressed));
            assertEquals(
                    log.state().archives().get(0).at().toEpochMilli(),
                    Files.getLastModifiedTime(compressed).toMillis());
            log.assertAll(written);
        }
    }

    @Test
    void theOldestGo() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, compressing(2))) {
            byte[] written = noise(MIB + 5000);
            for (int i = 1; i <= 4; i++) {
                log.write(written);
                long cuts = i;
                log.await("cut " + i, () -> log.news(EventKind.LOG_ROTATED).size() == cuts);
            }
            assertEquals(List.of(3L, 4L), sequences(log));
            byte[] all = log.all();
            assertArrayEquals(
                    Arrays.copyOfRange(written, written.length - 5000, written.length),
                    Arrays.copyOfRange(all, all.length - 5000, all.length));
            log.await(
                    "no file of those that went",
                    () -> names(log).stream().noneMatch(name -> name.matches(".*00000[12].*")));
        }
    }

    @Test
    void noMoreThanAllMayTake() throws IOException {
        LogPolicy policy = new LogPolicy(MIB, null, 100, 3 * MIB, false, 0, 0);
        try (KeeperFixture log = KeeperFixture.in(directory, policy)) {
            for (int i = 0; i < 5; i++) {
                log.write(noise(MIB));
                long end = (i + 1L) * MIB;
                log.await("seen", () -> log.keeper().position("web").orElse(0) == end);
            }
            log.awaitNews(EventKind.LOG_ARCHIVES_REMOVED);
            log.await("small enough", () -> isSmall(log) && size(log) <= 3 * MIB);
            log.await("some are left", () -> !log.state().archives().isEmpty());
            assertTrue(log.state().archives().get(0).from() > 0);
        }
    }

    @Test
    void whereTheDiskIsToStayEmptierArchivesGo() throws IOException {
        LogPolicy policy = new LogPolicy(MIB, null, 100, 0, false, Long.MAX_VALUE / 2, 0);
        try (KeeperFixture log = KeeperFixture.in(directory, policy)) {
            log.write(noise(MIB + 5000));
            log.awaitNews(EventKind.LOG_ROTATED);
            log.write(noise(100));
            LogEvent removed = log.awaitNews(EventKind.LOG_ARCHIVES_REMOVED);
            assertTrue(removed.sentence().contains("log.free_space"), removed.sentence());
            assertEquals(List.of(), log.state().archives());
        }
    }

    @Test
    void anotherPolicyHoldsAtOnce() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, LogPolicy.DEFAULT)) {
            byte[] written = noise(2 * MIB);
            log.write(written);
            log.await("seen", () -> log.keeper().position("web").orElse(0) == 2 * MIB);
            log.keep(KeeperFixture.BY_A_MEGABYTE);
            log.await("cut", () -> isSmall(log) && log.state().rotating() == null);
            log.assertAll(written);
        }
    }

    @Test
    void aDeletedFileIsToldOfAndHealedByAStart() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            log.write("lost\n".getBytes(US_ASCII));
            log.await("seen", () -> log.keeper().position("web").orElse(0) == 5);
            Files.delete(log.live());
            LogEvent news = log.awaitNews(EventKind.LOG_DETACHED);
            assertEquals("deleted", news.details().json().get("why").getAsString());
            assertTrue(trouble(log).contains("pid " + log.pid()), trouble(log));
            assertTrue(trouble(log).contains("ottugi restart web"), trouble(log));

            log.restartWorker();
            log.awaitNews(EventKind.LOG_HEALED);
            assertEquals("", trouble(log));
            log.write("kept\n".getBytes(US_ASCII));
            log.await("positions go on", () -> log.keeper().position("web").orElse(0) == 10);
            assertEquals("kept\n", Files.readString(log.live()));
        }
    }

    @Test
    void aMovedFileIsCutNoMoreUntilItIsBack() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            log.write("first\n".getBytes(US_ASCII));
            log.await("seen", () -> log.keeper().position("web").orElse(0) == 6);
            Path moved = log.live().resolveSibling("elsewhere");
            Files.move(log.live(), moved);
            assertEquals(
                    "moved",
                    log.awaitNews(EventKind.LOG_DETACHED)
                            .details()
                            .json()
                            .get("why")
                            .getAsString());
            assertTrue(trouble(log).contains(moved.toString()), trouble(log));
            log.write(noise(2 * MIB));
            log.await("written", () -> Files.size(moved) == 6 + 2 * MIB);
            Files.move(moved, log.live());
            log.restartKeeper(KeeperFixture.BY_A_MEGABYTE);
            log.awaitNews(EventKind.LOG_HEALED);
            log.awaitNews(EventKind.LOG_ROTATED);
            log.awaitAll(6 + 2 * MIB);
        }
    }

    @Test
    void aFileInItsPlaceIsLeftAlone() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            log.write("first\n".getBytes(US_ASCII));
            log.await("seen", () -> log.keeper().position("web").orElse(0) == 6);
            byte[] foreign = noise(3 * MIB);
            Path other = Files.write(log.live().resolveSibling("other"), foreign);
            Files.move(other, log.live(), StandardCopyOption.ATOMIC_MOVE);
            assertEquals(
                    "replaced",
                    log.awaitNews(EventKind.LOG_DETACHED)
                            .details()
                            .json()
                            .get("why")
                            .getAsString());
            log.keep(KeeperFixture.BY_A_MEGABYTE);
            log.restartKeeper(KeeperFixture.BY_A_MEGABYTE);
            log.await("told again", () -> !trouble(log).isEmpty());
            assertArrayEquals(foreign, Files.readAllBytes(log.live()));
            assertEquals(List.of(), log.news(EventKind.LOG_ROTATED));
        }
    }

    @Test
    void positionsNeverGoBack() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            log.write(noise(5000));
            log.awaitLookAt(5000);
            log.await("known", () -> log.state().inode() != 0);
            Files.write(log.live(), new byte[0]);
            log.await("noticed", () -> log.state().base() == 5000);
            log.write(noise(300));
            log.await("counted on", () -> log.keeper().position("web").orElse(0) == 5300);
            assertEquals(5000, log.state().origin());
            assertEquals("", trouble(log));
        }
    }

    @Test
    void plantedNamesDoNoHarm() throws IOException, InterruptedException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        try (KeeperFixture log = KeeperFixture.in(directory, compressing(100))) {
            Path part = log.live().resolveSibling("web.log.000001.part");
            Files.createSymbolicLink(part, victim);
            Files.createSymbolicLink(log.live().resolveSibling("web.log.000001"), victim);
            Files.createSymbolicLink(log.live().resolveSibling("web.log.000002.part"), victim);
            Files.createSymbolicLink(log.live().resolveSibling("web.log.000002.gz.part"), victim);
            Path fifo = log.live().resolveSibling("web.log.000003.part");
            assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
            for (int i = 1; i <= 2; i++) {
                log.write(noise(MIB + 5000));
                long cuts = i;
                log.await("cut", () -> log.news(EventKind.LOG_ROTATED).size() == cuts);
            }
            assertEquals(List.of(2L, 3L), sequences(log));
            log.await("compressed", () -> names(log).contains("web.log.000003.gz"));
            assertEquals("precious", Files.readString(victim));
            assertTrue(Files.isSymbolicLink(log.live().resolveSibling("web.log.000001")));
        }
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws IOException {
        Path victim = Files.write(directory.resolve("victim"), noise(2 * MIB));
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            log.write("first\n".getBytes(US_ASCII));
            log.awaitLookAt(6);
            Files.delete(log.live());
            Files.createSymbolicLink(log.live(), victim);
            log.awaitNews(EventKind.LOG_DETACHED);
            assertEquals(2 * MIB, Files.size(victim));
            assertEquals(List.of(), log.news(EventKind.LOG_ROTATED));
            Files.delete(log.live());
        }
    }

    @Test
    void archivesWithoutARecordAreTakenOver() throws IOException {
        Path logs = Files.createDirectory(directory.resolve("logs"));
        Path states = Files.createDirectory(directory.resolve("states"));
        byte[] old = noise(1000);
        Files.write(logs.resolve("web.log.000007"), old);
        byte[] rest = noise(MIB + 1);
        Files.write(logs.resolve("web.log"), rest);
        try (KeeperFixture log = new KeeperFixture(states, logs, KeeperFixture.BY_A_MEGABYTE)) {
            log.awaitNews(EventKind.LOG_ROTATED);
            assertEquals(List.of(7L, 8L), sequences(log));
            assertEquals(OptionalLong.of(1000 + MIB + 1), log.keeper().position("web"));
            byte[] both = Arrays.copyOf(old, old.length + rest.length);
            System.arraycopy(rest, 0, both, old.length, rest.length);
            log.assertAll(both);
        }
    }

    @Test
    void anEmptyLogCostsNothing() throws IOException {
        try (KeeperFixture log = KeeperFixture.in(directory, KeeperFixture.BY_A_MEGABYTE)) {
            log.await("known", () -> log.state().inode() != 0);
            assertFalse(Files.exists(log.live().resolveSibling("web.log.000001")));
            assertEquals(List.of(), log.news());
        }
    }

    private static LogPolicy compressing(int keep) {
        return new LogPolicy(MIB, null, keep, 0, true, 0, 0);
    }

    private static boolean isSmall(KeeperFixture log) throws IOException {
        return Files.size(log.live()) < MIB;
    }

    private static long size(KeeperFixture log) throws IOException {
        return Files.size(log.live())
                + ArchiveFiles.sizes(log.state()).stream().mapToLong(Long::longValue).sum();
    }

    private static List<Long> sequences(KeeperFixture log) {
        return log.state().archives().stream().map(Archive::sequence).toList();
    }

    private static List<String> names(KeeperFixture log) throws IOException {
        try (var files = Files.list(log.live().getParent())) {
            return files.map(LogKeeperTest::name).toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    private static String trouble(KeeperFixture log) {
        return log.keeper().trouble("web").orElse("");
    }

    /** Bytes of which no two blocks are alike, the same each time. */
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
