package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.PendingRotation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a changed {@link LogState}. */
final class StateEdit {
    private final Path file;
    private long change;
    private long base;
    private long hole;
    private long origin;
    private long inode;
    private List<Archive> archives;
    private @Nullable PendingRotation rotating;
    private @Nullable String trouble;
    private LogState.Marks marks;

    private StateEdit(LogState from) {
        this.file = from.file();
        this.change = from.change();
        this.base = from.base();
        this.hole = from.hole();
        this.origin = from.origin();
        this.inode = from.inode();
        this.archives = from.archives();
        this.rotating = from.rotating();
        this.trouble = from.trouble();
        this.marks = from.marks();
    }

    static StateEdit of(LogState state) {
        return new StateEdit(state);
    }

    StateEdit change(long value) {
        change = value;
        return this;
    }

    StateEdit base(long value) {
        base = value;
        return this;
    }

    /** Sets that the live file begins anew, at this position. */
    StateEdit beginsAnewAt(long position) {
        base = position;
        hole = 0;
        origin = position;
        return this;
    }

    StateEdit inode(long value) {
        inode = value;
        return this;
    }

    StateEdit archives(List<Archive> value) {
        archives = value;
        return this;
    }

    StateEdit rotating(@Nullable PendingRotation value) {
        rotating = value;
        return this;
    }

    StateEdit trouble(@Nullable String value) {
        trouble = value;
        return this;
    }

    StateEdit cutAt(Instant time) {
        marks = new LogState.Marks(marks.sequence(), time);
        return this;
    }

    /** Adds the archive of the pending rotation: so many bytes from the base on. */
    StateEdit archived(long sequence, long length, Instant at) {
        List<Archive> all = new ArrayList<>(archives);
        all.add(new Archive(sequence, base, base + length, at));
        archives = all;
        marks = new LogState.Marks(Math.max(sequence, marks.sequence()), at);
        return cutOff(length);
    }

    /** Ends the pending rotation: so many bytes from the base on have left the live file. */
    StateEdit cutOff(long length) {
        boolean stays = rotating != null && rotating.phase() == PendingRotation.Phase.PUNCHING;
        base += length;
        hole = stays ? hole + length : 0;
        rotating = null;
        return this;
    }

    /** Skips a hole that somebody has left: so many bytes from the base on. */
    StateEdit holeGrewBy(long length) {
        base += length;
        hole += length;
        return this;
    }

    LogState done() {
        return new LogState(
                file, change, base, hole, origin, inode, archives, rotating, trouble, marks);
    }
}
