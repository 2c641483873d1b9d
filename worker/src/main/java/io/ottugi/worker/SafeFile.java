package io.ottugi.worker;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/**
 * Opens a file in a directory where others may plant things, as /tmp is. A new file is created
 * exclusively. One that is there must be a regular file of this user with no second name; a
 * symbolic link is never followed (O_NOFOLLOW), and a FIFO, whose opening would wait for a reader,
 * is seen before it is opened. That it is still the same file afterwards closes the gap between
 * looking and opening: in a sticky directory nobody else can replace a file of ours.
 */
final class SafeFile {
    private final Path path;
    private final Identity self;

    SafeFile(Path path, Identity self) {
        this.path = path;
        this.self = self;
    }

    FileChannel openForAppending() throws IOException, Refusal {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            try {
                return open(StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
            } catch (FileAlreadyExistsException e) {
                return openExisting(StandardOpenOption.APPEND);
            }
        }
        return openExisting(StandardOpenOption.APPEND);
    }

    /** Returns at most that many bytes from the end of the file. */
    byte[] lastBytes(int length) throws IOException, Refusal {
        try (FileChannel channel = openExisting(StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, length));
            long start = size - bytes.capacity();
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {}
            return bytes.array();
        }
    }

    private FileChannel openExisting(StandardOpenOption how) throws IOException, Refusal {
        Object before = check();
        FileChannel channel = open(how);
        if (!check().equals(before)) {
            channel.close();
            throw untrusted("was replaced while it was opened");
        }
        return channel;
    }

    private FileChannel open(OpenOption... how) throws IOException {
        OpenOption[] options = Arrays.copyOf(how, how.length + 1);
        options[how.length] = NOFOLLOW_LINKS;
        return FileChannel.open(path, Set.of(options));
    }

    /** Returns what identifies the file, once it is known to be a plain file of this user. */
    private Object check() throws IOException, Refusal {
        BasicFileAttributes file =
                Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (file.isSymbolicLink()) {
            throw untrusted("is a symbolic link, which is not followed");
        }
        if (!file.isRegularFile()) {
            throw refusal(Refusal.CANNOT_CREATE, "is not a regular file");
        }
        if (unix("uid") != self.uid()) {
            throw untrusted("belongs to another user");
        }
        if (unix("nlink") != 1) {
            throw untrusted("has a second name (hard link), which may be somebody's file");
        }
        return requireNonNull(file.fileKey());
    }

    private int unix(String attribute) throws IOException {
        Object value = Files.getAttribute(path, "unix:" + attribute, NOFOLLOW_LINKS);
        return (Integer) requireNonNull(value);
    }

    private Refusal untrusted(String why) {
        return refusal(Refusal.NO_PERMISSION, why);
    }

    private Refusal refusal(int exitCode, String why) {
        return new Refusal(
                exitCode, path + " " + why + ": remove it, or choose another with --file");
    }

    /** For what the operating system itself objects to. */
    static Refusal refusal(Path path, IOException e) {
        int exitCode =
                e instanceof AccessDeniedException ? Refusal.NO_PERMISSION : Refusal.CANNOT_CREATE;
        String reason =
                e instanceof NoSuchFileException
                        ? "its directory does not exist"
                        : Complaints.reason(e);
        return new Refusal(
                exitCode, "cannot open " + path + ": " + reason + ": choose another with --file");
    }
}
