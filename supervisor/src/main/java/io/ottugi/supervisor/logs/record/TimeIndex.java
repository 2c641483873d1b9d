package io.ottugi.supervisor.logs.record;

import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.LastLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The times at which parts of a log were written: a file of lines {@code EPOCH_MILLIS POSITION},
 * both ascending. Bytes at or after a position were written at or after its time, bytes before it
 * earlier. A line that was torn by a crash or a full disk is ignored.
 */
public final class TimeIndex {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,15}) ([0-9]{1,18})");

    /**
     * Size in bytes above which lines are left out, so that a log that is never rotated does not
     * fill the disk.
     */
    private static final long LARGEST = 1024 * 1024;

    private final Path file;

    public TimeIndex(Path file) {
        this.file = file;
    }

    /** A line of the index: the position to which the log had grown at a time. */
    public record Entry(long millis, long position) {
        public Instant at() {
            return Instant.ofEpochMilli(millis);
        }

        private String line() {
            return millis + " " + position + "\n";
        }

        private static @Nullable Entry parse(String line) {
            Matcher matcher = LINE.matcher(line);
            return matcher.matches()
                    ? new Entry(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
                    : null;
        }
    }

    /** Appends a line. */
    public void append(Entry entry) throws IOException {
        long size = 0;
        try (FileChannel out =
                FileChannel.open(
                        file,
                        EnumSet.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.READ),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            size = out.size();
            String line = (isTorn(out, size) ? "\n" : "") + entry.line();
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(line);
            out.write(bytes, size);
        }
        if (size > LARGEST) {
            thin();
        }
    }

    private static boolean isTorn(FileChannel file, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    /** Leaves out every other line of the older three quarters. */
    private void thin() throws IOException {
        List<Entry> all = entries();
        List<Entry> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 0 || i > all.size() / 4 * 3) {
                kept.add(all.get(i));
            }
        }
        write(kept);
    }

    /** Removes the lines before a position, except the last one, which says when it was written. */
    public void prune(long position) throws IOException {
        List<Entry> all = entries();
        int first = 0;
        while (first + 1 < all.size() && all.get(first + 1).position() <= position) {
            first++;
        }
        if (first > 0) {
            write(all.subList(first, all.size()));
        }
    }

    private void write(List<Entry> entries) throws IOException {
        AtomicFile.write(file, entries.stream().map(Entry::line).collect(Collectors.joining()));
    }

    /**
     * Reads all lines, ascending in time and position; a time before an earlier line's, after the
     * clock was set back, becomes that one's.
     */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long millis = Long.MIN_VALUE;
        long position = 0;
        for (String line : wholeLines()) {
            Entry entry = Entry.parse(line);
            if (entry != null && entry.position() >= position) {
                millis = Math.max(millis, entry.millis());
                position = entry.position();
                entries.add(new Entry(millis, position));
            }
        }
        return entries;
    }

    private List<String> wholeLines() throws IOException {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Returns the position of the first byte that was written at a time or later, or one that is at
     * most one line of the index earlier.
     *
     * @return -1 if it is before the first line of the index
     */
    public long positionAt(Instant time) throws IOException {
        long position = -1;
        for (Entry entry : entries()) {
            if (entry.millis() > time.toEpochMilli()) {
                break;
            }
            position = entry.position();
        }
        return position;
    }

    /** Returns the position of the last line without reading the others; 0 if there is no line. */
    public long newestPosition() {
        Entry newest = Entry.parse(LastLine.of(file));
        return newest == null ? 0 : newest.position();
    }
}
