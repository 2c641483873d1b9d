package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One supervisor a name, by a record lock that the kernel lets go of when the supervisor ends in
 * whatever way. The file tells who holds it; its being there means nothing.
 */
public final class InstanceLock implements AutoCloseable {
    private FileChannel channel;
    private @Nullable Object file;
    private @Nullable String notWritten;

    private InstanceLock(FileChannel channel, Places.Instance places) {
        this.channel = channel;
        hold(channel, places);
    }

    /**
     * Takes the lock, or fails with the name of who has it; also of who has had it since before the
     * file was removed.
     */
    public static InstanceLock take(Places.Instance places) {
        try {
            if (!Files.exists(places.lock(), LinkOption.NOFOLLOW_LINKS)) {
                refuseBesideLiving(places);
            }
            FileChannel channel = open(places.lock());
            try {
                if (channel.tryLock() == null) {
                    throw alreadyUp(places);
                }
                giveWayToLiving(places);
                return new InstanceLock(channel, places);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    "cannot write lock file " + places.lock() + ": " + Failure.reason(e));
        }
    }

    /** Tells why the file does not say who holds it, if that could not be written. */
    public Optional<String> notWritten() {
        return Optional.ofNullable(notWritten);
    }

    /** Tells whether the lock is still on the file that others find. */
    public boolean isInPlace(Places.Instance places) {
        return file != null && file.equals(key(places));
    }

    /**
     * Takes the lock on a new file, since the old one is gone or replaced.
     *
     * @return false if another supervisor holds that one; then nothing has changed
     */
    public boolean retake(Places.Instance places) throws IOException {
        FileChannel anew = open(places.lock());
        try {
            if (anew.tryLock() == null) {
                anew.close();
                return false;
            }
        } catch (IOException e) {
            anew.close();
            throw e;
        }
        FileChannel old = channel;
        channel = anew;
        hold(anew, places);
        old.close();
        return true;
    }

    private void hold(FileChannel held, Places.Instance places) {
        file = key(places);
        notWritten = null;
        try {
            write(held, places.socket());
        } catch (IOException e) {
            // A full disk keeps nobody from taking over.
            notWritten =
                    "lock file "
                            + places.lock()
                            + " is held, but does not say by whom ("
                            + Failure.reason(e)
                            + ")";
        }
    }

    private static @Nullable Object key(Places.Instance places) {
        try {
            return Files.readAttributes(
                            places.lock(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    /** The living one notices that the file is gone once more, and makes its own. */
    private static void giveWayToLiving(Places.Instance places) throws IOException {
        try {
            refuseBesideLiving(places);
        } catch (Failure living) {
            Files.deleteIfExists(places.lock());
            throw living;
        }
    }

    private static void refuseBesideLiving(Places.Instance places) throws IOException {
        OptionalLong living = LivingSupervisor.of(places);
        if (living.isPresent()) {
            long pid = living.getAsLong();
            throw new Failure(
                    ExitCode.TEMPORARY,
                    "'"
                            + places.name()
                            + "' is up already (pid "
                            + pid
                            + "), though its lock file "
                            + places.lock()
                            + " was removed, moved or replaced; 'kill -HUP "
                            + pid
                            + "' makes it anew, and then 'ottugi down -n "
                            + places.name()
                            + "' stops it");
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
        return Utf8.read(places.lock());
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
