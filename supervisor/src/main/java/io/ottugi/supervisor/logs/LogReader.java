package io.ottugi.supervisor.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log, archives and live file, as the one stream that was written, by {@linkplain LogState
 * position}: no byte twice, none left out, whatever is cut, compressed or replaced meanwhile.
 *
 * <p>What is taken from the live file counts only if the record was the same before and after. If
 * the live file is truncated or replaced by somebody else, what the old one still has is read first
 * and then the new one from its start, whether or not the record tells of it yet.
 */
public final class LogReader implements Closeable {
    private static final int AGAIN = -1;
    private final LogPlace place;
    private final LongConsumer gone;
    private final KnownState states;
    private final ArchiveReader archives;
    private final CutJudge judge;
    private @Nullable LiveFile live;
    private @Nullable Remainder remainder;
    private LogState seen;
    private long position;

    /** Where the live file begins, if it is not where the record says. */
    private @Nullable Long ownStart;

    /**
     * A reader that stands at the first byte there is.
     *
     * @param gone told of each gap, in bytes: archives that were removed, or what a rotation lost
     */
    public LogReader(LogPlace place, LongConsumer gone) throws IOException {
        this.place = place;
        this.gone = gone;
        this.states = new KnownState(place);
        this.archives = new ArchiveReader(place.live());
        this.judge = new CutJudge(place.live(), states);
        this.seen = states.now();
        this.position = begin();
    }

    /** The position of the next byte that is read. */
    public long position() {
        return position;
    }

    /** Goes on from another position; from the first byte there is if that one is gone. */
    public void seek(long to) throws IOException {
        position = Math.max(to, begin());
    }

    /** The position of the oldest byte that is kept. */
    public long begin() throws IOException {
        LogState now = settled();
        return now.archives().isEmpty() ? start(now) : now.archives().get(0).from();
    }

    /** The position after the newest byte. */
    public long end() throws IOException {
        while (true) {
            LogState now = settled();
            Remainder rest = remainder;
            if (rest != null) {
                return rest.end();
            }
            LiveFile file = live(now);
            long size = file == null ? 0 : file.size();
            Rotating cut = now.cutting();
            long start = cut == null ? start(now) : judge.liveStart(now, cut);
            if (states.isStill(now)) {
                boolean truncated = cut == null && file != null && position > start + size;
                ownStart = truncated ? Long.valueOf(position) : ownStart;
                return Math.max(now.base(), size + (truncated ? position : start));
            }
        }
    }

    LogPlace place() {
        return place;
    }

    /** What is known of its archives. */
    public LogState state() throws IOException {
        return settled();
    }

    /**
     * Reads on.
     *
     * @return how many bytes; 0 if there are no more now
     */
    public int read(byte[] into) throws IOException {
        return read(into, into.length);
    }

    /** The same of so many bytes at most. */
    public int read(byte[] into, int most) throws IOException {
        ByteBuffer room = ByteBuffer.wrap(into, 0, most);
        while (true) {
            LogState now = settled();
            Remainder rest = remainder;
            int read = rest != null ? readRemainder(rest, room) : read(now, room);
            if (read != AGAIN) {
                position += read;
                return read;
            }
        }
    }

    private int read(LogState now, ByteBuffer into) throws IOException {
        Rotating leaving = now.leaving();
        if (position < now.base()) {
            return readArchive(now, into);
        }
        if (leaving != null && position < leaving.to()) {
            return readPart(now, leaving, leaving.to(), into);
        }
        Rotating cut = now.cutting();
        return cut == null ? readLive(now, into) : readAmidCut(now, cut, into);
    }

    private int readArchive(LogState now, ByteBuffer into) throws IOException {
        Archive archive = now.archiveAfter(position);
        if (archive == null || archive.from() > position) {
            skipTo(archive == null ? now.base() : archive.from());
            return AGAIN;
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
            if (!states.isStill(now)) {
                return AGAIN;
            }
        }
        skipTo(archive.to());
        return AGAIN;
    }

    private void skipTo(long next) {
        gone.accept(next - position);
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
            return AGAIN;
        }
        boolean truncated = offset > file.size();
        int read = truncated ? 0 : file.read(into, offset);
        if (!states.isStill(now)) {
            return AGAIN;
        }
        if (truncated) {
            ownStart = position;
            return AGAIN;
        }
        return read > 0 || !file.isReplaced(place.live()) ? read : readReplaced(file, offset, into);
    }

    /**
     * A successor without a byte may have been made by logrotate(8), for nobody: then the worker
     * goes on writing to the file that we hold.
     */
    private int readReplaced(LiveFile file, long offset, ByteBuffer into) throws IOException {
        LiveFile next = LiveFile.openUnlessEmpty(place.live());
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
        return AGAIN;
    }

    private int readRemainder(Remainder rest, ByteBuffer into) throws IOException {
        int read = rest.read(into, position);
        if (read == 0) {
            rest.close();
            remainder = null;
            position = rest.next();
        }
        return read == 0 ? AGAIN : read;
    }

    private int readPart(LogState now, Rotating cut, long end, ByteBuffer into) throws IOException {
        try {
            int read = archives.read(cut, position - cut.from(), into, end - position);
            if (read > 0) {
                return read;
            }
        } catch (NoSuchFileException e) {
            // The record is about to say so, or somebody has removed it.
        }
        if (judge.isStuck(now)) {
            skipTo(end);
        }
        return AGAIN;
    }

    private int readAmidCut(LogState now, Rotating cut, ByteBuffer into) throws IOException {
        if (!judge.isStuck(now)) {
            return AGAIN;
        }
        LiveFile file = live(now);
        long start = judge.liveStart(now, cut);
        if (position < start) {
            return readPart(now, cut, start, into);
        }
        int read = file == null ? 0 : file.read(into, position - start);
        return judge.liveStart(now, cut) == start && states.isStill(now) ? read : AGAIN;
    }

    private long start(LogState now) {
        return ownStart != null ? ownStart : now.start();
    }

    private @Nullable LiveFile live(LogState now) throws IOException {
        if (live == null) {
            live = LiveFile.open(place.live());
            if (live != null && !live.has(now.inode())) {
                ownStart = now.base();
            }
        }
        return live;
    }

    /** The record as it is now, and our position by it. */
    private LogState settled() throws IOException {
        LogState now = states.now();
        LogState before = seen;
        if (!now.equals(before)) {
            seen = now;
            boolean anew = now.origin() != before.origin();
            if (ownStart != null) {
                settle(ownStart, before, now);
            } else if (anew && before.inode() == 0) {
                // The first record of this file: until now it was taken to begin at 0.
                position += now.origin() - before.start();
            } else if (anew && live != null && position >= before.base()) {
                leave(live, now.origin(), before.start());
            }
        }
        return now;
    }

    /**
     * The record has caught up with what we saw ourselves; or it never will, since the file that is
     * cut is to it the one that it was.
     */
    private void settle(long own, LogState before, LogState now) {
        boolean anew = now.origin() != before.origin();
        if (anew || now.base() != before.base() || now.cutting() != null) {
            position += (anew ? now.origin() : before.start()) - own;
            ownStart = null;
        }
    }

    private void leave(LiveFile file, long next, long start) throws IOException {
        if (file.isReplaced(place.live())) {
            remainder = new Remainder(file, start, next);
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
        if (remainder != null) {
            remainder.close();
        }
    }
}
