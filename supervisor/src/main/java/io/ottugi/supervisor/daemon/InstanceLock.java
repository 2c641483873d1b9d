package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.process.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * One supervisor a name, by a record lock that the kernel lets go of when the supervisor ends in
 * whatever way. The file tells who holds it; its being there means nothing.
 */
public final class InstanceLock implements AutoCloseable {
    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or fails with the name of who has it. */
    public static InstanceLock take(Places.Instance places) {
        try {
            FileChannel channel = open(places.lock());
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw alreadyUp(places);
            }
            write(channel, places.socket());
            return new InstanceLock(channel);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    "cannot write lock file " + places.lock() + ": " + Failure.reason(e));
        }
    }

    /** The supervisor that lives under a name, if one does. */
    public static Optional<ProcessIdentity> holder(Places.Instance places) {
        try {
            String text = text(places);
            String[] words = text.substring(0, text.indexOf('\n')).split(" ", 3);
            if (words.length != 3) {
                return Optional.empty();
            }
            return Optional.of(
                            new ProcessIdentity(
                                    Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]))
                    .filter(ProcessIdentity::isAlive);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * Where the holder listens, which need not be where we would: at boot there is no
     * XDG_RUNTIME_DIR.
     */
    public static Path socket(Places.Instance places) {
        try {
            String text = text(places);
            // All that follows the first line, since a path may have line ends in it.
            return Path.of(text.substring(text.indexOf('\n') + 1, text.length() - 1));
        } catch (IOException | InvalidPathException | IndexOutOfBoundsException e) {
            return places.socket();
        }
    }

    // Never to be called in the process that holds the lock: closing the file would let go of it.
    private static String text(Places.Instance places) throws IOException {
        return Files.readString(places.lock());
    }

    /** Lets another supervisor come up. */
    @Override
    public void close() throws IOException {
        channel.truncate(0);
        channel.close();
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void write(FileChannel channel, Path socket) throws IOException {
        long pid = ProcessHandle.current().pid();
        ProcessIdentity us = ProcessIdentity.of(pid).orElseThrow();
        String text = us.pid() + " " + us.startTicks() + " " + us.boot() + "\n" + socket + "\n";
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        int length = bytes.remaining();
        channel.write(bytes, 0);
        channel.truncate(length);
    }

    private static Failure alreadyUp(Places.Instance places) {
        String who = holder(places).map(holder -> " (pid " + holder.pid() + ")").orElse("");
        return new Failure(
                ExitCode.TEMPORARY,
                "'"
                        + places.name()
                        + "' is up already"
                        + who
                        + "; stop it with 'ottugi down -n "
                        + places.name()
                        + "', or give another name with -n");
    }
}
