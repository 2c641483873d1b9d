package io.ottugi.supervisor.evidence.incident;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.OwnUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** An incident that is being made. Its owner either finishes or discards it. */
public final class IncidentDraft {
    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Incidents incidents;
    private final String worker;
    private final Path path;

    /** What a summary says that is there already; empty without one. */
    private String prepared = "";

    private boolean holds;

    /** A file that fits into no room there is: it stays where it is. */
    static final class NoRoom extends IOException {
        private static final long serialVersionUID = 1;

        NoRoom(Path file) {
            super("no room for " + file);
        }
    }

    IncidentDraft(Incidents incidents, String worker, Path path) {
        this.incidents = incidents;
        this.worker = worker;
        this.path = path;
    }

    /** The unfinished folder. */
    public Path path() {
        return path;
    }

    String worker() {
        return worker;
    }

    /**
     * Adds a file; one of that name that is there is replaced.
     *
     * @param text masked
     */
    public void text(String name, String text) throws IOException {
        Files.deleteIfExists(path.resolve(name));
        try (FileChannel out = create(name)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                if (out.write(bytes) == 0) {
                    throw new IOException("no room");
                }
            }
        } catch (IOException e) {
            // Half a file is worse than none where the disk is full.
            Files.deleteIfExists(path.resolve(name));
            throw e;
        }
    }

    private FileChannel create(String name) throws IOException {
        return FileChannel.open(
                path.resolve(name),
                NEW,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * Moves a file in from a directory that a worker may write to. What is no plain file, has
     * another name elsewhere or is larger than it may be is removed instead.
     *
     * @param largest bytes
     * @return whether it is in the folder now
     * @throws NoRoom when it would have to be copied, and there is no room for that
     */
    public boolean take(String name, Path from, long largest) throws IOException {
        Path to = path.resolve(name);
        try {
            // Renamed first and looked at then: nobody but us can change what is in our folder.
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            return copy(name, from, largest);
        }
        if (!isPlain(to) || Files.size(to) > largest) {
            Trees.delete(to);
            return false;
        }
        holds = true;
        Files.setAttribute(to, "unix:uid", OwnUser.id(), LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
        return true;
    }

    /** From another filesystem. */
    private boolean copy(String name, Path from, long largest) throws IOException {
        boolean good = isPlain(from) && Files.size(from) <= largest;
        if (good && !fits(Files.size(from))) {
            throw new NoRoom(from);
        }
        if (good) {
            Object before = key(from);
            try (FileChannel in =
                            FileChannel.open(
                                    from,
                                    Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                    FileChannel out = create(name)) {
                good = Objects.equals(before, key(from)) && isPlain(from);
                if (good) {
                    transfer(Channels.newInputStream(in), Channels.newOutputStream(out), largest);
                }
            }
        }
        if (!good) {
            Files.deleteIfExists(path.resolve(name));
        }
        holds |= good;
        Files.deleteIfExists(from);
        return good;
    }

    private boolean fits(long size) throws IOException {
        return size < Files.getFileStore(path).getUsableSpace();
    }

    private static void transfer(InputStream in, OutputStream out, long most) throws IOException {
        byte[] block = new byte[1 << 16];
        long left = most;
        int length;
        while (left > 0 && (length = in.read(block, 0, (int) Math.min(left, block.length))) > 0) {
            out.write(block, 0, length);
            left -= length;
        }
    }

    private static Object key(Path file) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }

    /** A regular file that has but this one name. */
    public static boolean isPlain(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) == 1;
    }

    /** Files that are in it, in the order of their names. */
    public List<String> files() throws IOException {
        try (var entries = Files.list(path)) {
            List<String> names = new ArrayList<>();
            entries.map(entry -> entry.toFile().getName())
                    .filter(name -> !name.equals(IncidentFolder.SUMMARY))
                    .sorted()
                    .forEach(names::add);
            return names;
        }
    }

    /**
     * Writes its summary before the largest files are taken, which a full disk lets us do and a
     * kill may interrupt: from then on it is an incident, whatever becomes of us.
     *
     * @param taken names of files that are to be taken
     */
    public void prepare(IncidentSummary summary, Collection<String> taken) throws IOException {
        List<String> names = new ArrayList<>(files());
        names.addAll(taken);
        String text = summary.with(names.stream().sorted().toList()).toJson() + "\n";
        text(IncidentFolder.SUMMARY, text);
        prepared = text;
    }

    /** Makes it visible, and removes those that are now too many. */
    public IncidentFolder finish(IncidentSummary summary, EvidencePolicy policy)
            throws IOException {
        complete(summary.with(files()).toJson() + "\n");
        IncidentFolder folder = incidents.publish(this);
        incidents.prune(worker, policy);
        return folder;
    }

    private void complete(String summary) throws IOException {
        if (summary.equals(prepared)) {
            return;
        }
        try {
            AtomicFile.write(path.resolve(IncidentFolder.SUMMARY), summary);
        } catch (IOException e) {
            if (prepared.isEmpty()) {
                throw e;
            }
        }
    }

    /** Makes as if it had never been; what holds a file of the worker stays, to be found later. */
    public void discard() {
        if (holds && !prepared.isEmpty()) {
            return;
        }
        try {
            Trees.delete(path);
        } catch (IOException e) {
            // What is left goes when the next supervisor begins.
        }
    }
}
