package io.ottugi.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CountFileTest {
    @TempDir Path directory;

    @Test
    void appendsToWhatIsThere() throws Exception {
        Path path = directory.resolve("out");
        open(path).append("1 a\n");
        CountFile again = open(path);
        assertEquals(1, again.lastCount());
        again.append("2 b\n");
        assertEquals("1 a\n2 b\n", Files.readString(path));
    }

    @Test
    void endsATornLineFirst() throws Exception {
        Path path = Files.writeString(directory.resolve("out"), "9 a\n1");
        CountFile file = open(path);
        assertEquals(9, file.lastCount());
        file.append("10 b\n");
        assertEquals("9 a\n1\n10 b\n", Files.readString(path));
    }

    @Test
    void finishesALineThatAFullDiskTookInPart() {
        Disk disk = new Disk();
        CountFile file = new CountFile(disk, "disk", new Tail(0, false));
        disk.room = 6;
        file.append("1 a\n");
        file.append("2 b\n");
        file.append("3 c\n");
        disk.room = 100;
        file.append("4 d\n");
        assertEquals("1 a\n2 b\n4 d\n", disk.taken.toString());
    }

    @Test
    void keepsTheEndOfATornLineOverAFullDisk() {
        Disk disk = new Disk();
        CountFile file = new CountFile(disk, "disk", new Tail(0, true));
        file.append("1 a\n");
        disk.room = 100;
        file.append("2 b\n");
        assertEquals("\n2 b\n", disk.taken.toString());
    }

    @Test
    void doesNotFollowASymbolicLink() throws Exception {
        Path target = Files.writeString(directory.resolve("precious"), "x");
        refused(77, "symbolic link", Files.createSymbolicLink(directory.resolve("a"), target));
        Path dangling = directory.resolve("not-there");
        refused(77, "symbolic link", Files.createSymbolicLink(directory.resolve("b"), dangling));
        assertEquals("x", Files.readString(target));
        assertTrue(Files.notExists(dangling));
    }

    @Test
    void doesNotWriteThroughAHardLink() throws Exception {
        Path target = Files.writeString(directory.resolve("precious"), "x");
        refused(77, "second name", Files.createLink(directory.resolve("a"), target));
    }

    @Test
    void doesNotWriteToSomebodyElsesFile() throws Exception {
        Path path = Files.writeString(directory.resolve("out"), "");
        Identity somebody = new Identity(1, Identity.ofThisProcess().uid() + 1);
        Refusal refusal = assertThrows(Refusal.class, () -> CountFile.open(path, somebody));
        assertTrue(refusal.getMessage().contains("another user"), refusal.getMessage());
        assertEquals(77, refusal.exitCode());
    }

    @Test
    @Timeout(20)
    void doesNotWaitForTheReaderOfAFifo() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        refused(73, "not a regular file", fifo);
    }

    @Test
    void neitherDirectoriesNorDevicesNorPlacesThatAreNotThere() throws Exception {
        refused(73, "not a regular file", directory);
        refused(73, "not a regular file", Path.of("/dev/null"));
        refused(73, "its directory does not exist", directory.resolve("a/b"));
        Path file = Files.writeString(directory.resolve("out"), "");
        refused(73, "Not a directory", file.resolve("b"));
    }

    private static CountFile open(Path path) throws Refusal {
        return CountFile.open(path, Identity.ofThisProcess());
    }

    private static void refused(int exitCode, String why, Path path) {
        Refusal refusal = assertThrows(Refusal.class, () -> open(path));
        assertTrue(refusal.getMessage().contains(path.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
        assertEquals(exitCode, refusal.exitCode());
    }

    /** Takes as many bytes as there is room, then fails, as a full disk does. */
    private static final class Disk implements WritableByteChannel {
        private final StringBuilder taken = new StringBuilder();
        private int room;

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            int length = Math.min(room, bytes.remaining());
            for (int i = 0; i < length; i++) {
                taken.append((char) bytes.get());
            }
            room -= length;
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
