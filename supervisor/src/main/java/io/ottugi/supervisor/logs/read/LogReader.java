package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogPaths;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.PendingRotation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log, archives and live file, as the one stream that was written, by {@linkplain LogState
 * position}: no byte twice, none left out, whatever is cut, compressed or replaced meanwhile.
 *
 * <p>Bytes of the live file are used only if the record was the same before and after reading them.
 * If the live file is truncated or replaced by somebody else, the rest of the old file is read
 * first, and then the new one from its start, even before the record says so.
 */
public final class LogReader implements Closeable {
    private static final int RETRY = -1;
    private final LogPaths place;
    private final LongConsumer gaps;
    private final LinkOption[] links;
    private final LogStateReader states;
    private final ArchiveReader archives;
    private final CutDetector cuts;
    private @Nullable LiveFile live;
    private @Nullable ReplacedFile replaced;
    private LogState seen;
    private long position;

    /** Position of the live file's first byte, if it is another one than the record says. */
    private @Nullable Long ownStart;

    /**
     * Makes a reader at the oldest byte that is kept.
     *
     * @param gaps receives the size of each gap in bytes: removed archives, or a rotation's loss
     * @param links {@code NOFOLLOW_LINKS} if a live file that is a symbolic link is not read
     */
    public LogReader(LogPaths place, LongConsumer gaps, LinkOption... links) throws IOException {
        this.links = links;
        this.place = place;
        this.gaps = gaps;
        this.states = new LogStateReader(place);
        this.archives = new ArchiveReader(place.live());
        this.cuts = new CutDetector(place.live(), states);
        this.seen = states.read();
        this.position = begin();
    }

    /** Returns the position of the next byte to be read. */
    public long position() {
        return position;
    }

    /** Moves to a position, or to the oldest byte that is kept if that one is later. */
    public void seek(long to) throws IOException {
        position = Math.max(to, begin());
    }

    /** Returns the position of the oldest byte that is kept. */
    public long begin() throws IOException {
        LogState now = refresh();
        return now.archives().isEmpty() ? start(now) : now.archives().get(0).from();
    }

    /** Returns the position after the newest byte. */
    public long end() throws IOException {
        while (true) {
            LogState now = refresh();
            ReplacedFile rest = replaced;
            if (rest != null) {
                return rest.end();
            }
            LiveFile file = live(now);
            long size = file == null ? 0 : file.size();
            PendingRotation cut = now.cutting();
            long start = cut == null ? start(now) : cuts.liveStart(now, cut);
            if (states.isUnchanged(now)) {
                boolean truncated = cut == null && file != null && position > start + size;
                ownStart = truncated ? Long.valueOf(position) : ownStart;
                return Math.max(now.base(), size + (truncated ? position : start));
            }
        }
    }

    LogPaths place() {
        return place;
    }

    /** Returns the record of the log as it is now. */
    public LogState state() throws IOException {
        return refresh();
    }

    /**
     * Reads the next bytes.
     *
     * @return the number of bytes; 0 if there are no more now
     */
    public int read(byte[] into) throws IOException {
        return read(into, into.length);
    }

    /** Reads at most {@code most} of the next bytes. */
    public int read(byte[] into, int most) throws IOException {
        ByteBuffer room = ByteBuffer.wrap(into, 0, most);
        while (true) {
            LogState now = refresh();
            ReplacedFile rest = replaced;
            int read = rest != null ? readReplacedFile(rest, room) : read(now, room);
            if (read != RETRY) {
                position += read;
                return read;
            }
        }
    }

    private int read(LogState now, ByteBuffer into) throws IOException {
        PendingRotation leaving = now.leaving();
        if (position < now.base()) {
            return readArchive(now, into);
        }
        if (leaving != null && position < leaving.to()) {
            return readPart(now, leaving, leaving.to(), into);
        }
        PendingRotation cut = now.cutting();
        return cut == null ? readLive(now, into) : readAmidCut(now, cut, into);
    }

    private int readArchive(LogState now, ByteBuffer into) throws IOException {
        Archive archive = now.archiveAfter(position);
        if (archive == null || archive.from() > position) {
            skipTo(archive == null ? now.base() : archive.from());
            return RETRY;
        }
        return readArchive(now, archive, into);
    }

    private int readArchive(LogState now, Archive archive, ByteBuffer into) throws IOException {
        long most = archive.to() - position;
        try {
            int read = archives.read(archive, position - archive.from(), into, most);
            if (read > 0) {
                return read;
            }
        } catch (NoSuchFileException e) {
            if (!states.isUnchanged(now)) {
                return RETRY;
            }
        }
        skipTo(archive.to());
        return RETRY;
    }

    private void skipTo(long next) {
        gaps.accept(next - position);
        position = next;
    }

    private int readLive(LogState now, ByteBuffer into) throws IOException {
        LiveFile file = live(now);
        if (file == null) {
            return 0;
        }
        long offset = position - start(now);
        if (offset < 0) {
            skipTo(start(now));
            return RETRY;
        }
        boolean truncated = offset > file.size();
        int read = truncated ? 0 : file.read(into, offset);
        if (!states.isUnchanged(now)) {
            return RETRY;
        }
        if (truncated) {
            ownStart = position;
            return RETRY;
        }
        return read > 0 || !file.isReplaced(place.live()) ? read : readReplaced(file, offset, into);
    }

    /**
     * Changes to the file that replaced the open one, unless it is empty: logrotate(8) may have
     * made it, while the worker goes on writing to the open file.
     */
    private int readReplaced(LiveFile file, long offset, ByteBuffer into) throws IOException {
        LiveFile next = LiveFile.openUnlessEmpty(place.live(), links);
        int read = file.read(into, offset);
        if (next == null) {
            return read;
        }
        if (read > 0) {
            next.close();
            return read;
        }
        file.close();
        live = next;
        ownStart = position;
        return RETRY;
    }

    private int readReplacedFile(ReplacedFile rest, ByteBuffer into) throws IOException {
        int read = rest.read(into, position);
        if (read == 0) {
            rest.close();
            replaced = null;
            position = rest.next();
        }
        return read == 0 ? RETRY : read;
    }

    private int readPart(LogState now, PendingRotation cut, long end, ByteBuffer into)
            throws IOException {
        try {
            int read = archives.read(cut, position - cut.from(), into, end - position);
            if (read > 0) {
                return read;
            }
        } catch (NoSuchFileException e) {
            // The record is about to change, or somebody has removed the file.
        }
        if (cuts.isStuck(now)) {
            skipTo(end);
        }
        return RETRY;
    }

    private int readAmidCut(LogState now, PendingRotation cut, ByteBuffer into) throws IOException {
        if (!cuts.isStuck(now)) {
            return RETRY;
        }
        LiveFile file = live(now);
        long start = cuts.liveStart(now, cut);
        if (position < start) {
            return readPart(now, cut, start, into);
        }
        int read = file == null ? 0 : file.read(into, position - start);
        return cuts.liveStart(now, cut) == start && states.isUnchanged(now) ? read : RETRY;
    }

    private long start(LogState now) {
        return ownStart != null ? ownStart : now.start();
    }

    private @Nullable LiveFile live(LogState now) throws IOException {
        if (live == null) {
            live = LiveFile.open(place.live(), links);
            if (live != null && !live.has(now.inode())) {
                ownStart = now.base();
            }
        }
        return live;
    }

    /** Reads the record, and adapts the position to what has changed in it. */
    private LogState refresh() throws IOException {
        LogState now = states.read();
        LogState before = seen;
        if (!now.equals(before)) {
            seen = now;
            boolean anew = now.origin() != before.origin();
            if (ownStart != null) {
                adoptStart(ownStart, before, now);
            } else if (anew && before.inode() == 0) {
                // The first record of this file: until now it was assumed to begin at 0.
                position += now.origin() - before.start();
            } else if (anew && live != null && position >= before.base()) {
                leaveFile(live, now.origin(), before.start());
            }
        }
        return now;
    }

    /**
     * Adapts the position once the record knows of the truncation or replacement that was seen
     * here, or cuts the file without ever knowing of it.
     */
    private void adoptStart(long own, LogState before, LogState now) {
        boolean anew = now.origin() != before.origin();
        if (anew || now.base() != before.base() || now.cutting() != null) {
            position += (anew ? now.origin() : before.start()) - own;
            ownStart = null;
        }
    }

    private void leaveFile(LiveFile file, long next, long start) throws IOException {
        if (file.isReplaced(place.live())) {
            replaced = new ReplacedFile(file, start, next);
            live = null;
        } else {
            position = Math.min(position, next);
        }
    }

    @Override
    public void close() throws IOException {
        archives.close();
        if (live != null) {
            live.close();
        }
        if (replaced != null) {
            replaced.close();
        }
    }
}
