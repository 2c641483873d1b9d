package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.PendingRotation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A log that is maintained: its file, its record, the last position that is known, and the time of
 * the next check. Only the keeper's thread changes it; any thread may ask for the position.
 */
final class ManagedLog {
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_TRIES = 200;

    /** Tries that wait for the end of a cut; together as long as a cut usually takes. */
    private static final int MOST_PATIENT_TRIES = 100;

    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

    /** The worker of a log, the key of its record, and the worker's descriptor. */
    record Name(String worker, String key, int descriptor) {}

    private final Name name;
    private final LogStateFile record;
    private final LogReporter reporter;
    private volatile LogPolicy policy;
    private volatile long knownEnd;
    private volatile @Nullable String uncut;
    private @Nullable FileId writtenTo;
    private long pid;
    private long nextCheck = NEVER;

    /**
     * @param knownEnd the last position that is known
     */
    ManagedLog(
            Name name, LogStateFile record, long knownEnd, LogPolicy policy, LogReporter reporter) {
        this.name = name;
        this.record = record;
        this.knownEnd = Math.max(knownEnd, record.state().base());
        this.policy = policy;
        this.reporter = reporter;
    }

    Name name() {
        return name;
    }

    Path file() {
        return record.state().file();
    }

    LogStateFile record() {
        return record;
    }

    LogReporter reporter() {
        return reporter;
    }

    LogPolicy policy() {
        return policy;
    }

    void setPolicy(LogPolicy other) {
        policy = other;
    }

    /** Returns the time of the next check, monotonic nanoseconds, or {@link #NEVER}. */
    long nextCheck() {
        return nextCheck;
    }

    void checkAt(long nanos) {
        nextCheck = nanos;
    }

    /** Returns the file that the worker writes to; null before its first start. */
    @Nullable FileId writtenTo() {
        return writtenTo;
    }

    long pid() {
        return pid;
    }

    long knownEnd() {
        return knownEnd;
    }

    /** Returns what is wrong, for the operator; null if nothing is. From any thread. */
    @Nullable String trouble() {
        String detached = record.state().trouble();
        return detached == null ? uncut : detached;
    }

    /**
     * @param reason why a file that is due to be cut is not; null if it can be
     */
    void setUncutReason(@Nullable String reason) {
        uncut = reason;
    }

    void setKnownEnd(long position) {
        knownEnd = position;
    }

    /**
     * Returns the position of what is written next; from any thread, also while the file is cut.
     *
     * @return empty if that is not known: the file cannot be looked at, or an earlier supervisor
     *     was killed while it cut the file, and the rotation is not brought to its end yet
     */
    OptionalLong position() {
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                LogState state = record.state();
                OptionalLong position = position(state, i < MOST_PATIENT_TRIES);
                if (position.isPresent() && record.state().change() == state.change()) {
                    return position;
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (IOException e) {
            // The position is not known.
        }
        return OptionalLong.empty();
    }

    private OptionalLong position(LogState state, boolean patient) throws IOException {
        PendingRotation cutting = state.cutting();
        if (cutting == null) {
            // Read first: growth that the keeper sees meanwhile must not look like a truncation.
            long known = knownEnd;
            Optional<FileFacts> facts = FileFacts.at(file());
            return OptionalLong.of(
                    start(state, facts, known) + facts.map(FileFacts::size).orElse(0L));
        }
        LiveCut cut = record.cut();
        return cut != null && cut.isOf(cutting)
                ? cut.end(this::size, patient)
                : OptionalLong.empty();
    }

    private long size() throws IOException {
        return FileFacts.at(file()).map(FileFacts::size).orElse(0L);
    }

    /**
     * Returns the position of offset 0 of the file of that name. Positions never go back: a file
     * that is new, or shorter than it was, goes on at the last known position of the old one.
     *
     * @param known the last position that was known before that file was looked at
     */
    private static long start(LogState state, Optional<FileFacts> facts, long known) {
        boolean same =
                facts.isPresent()
                        && (state.inode() == 0 || state.inode() == facts.get().id().inode())
                        && state.start() + facts.get().size() >= known;
        return same ? state.start() : known;
    }

    /** Notes the process that writes from now on, to the file of this name or to an earlier one. */
    void setWriter(long process) throws IOException {
        pid = process;
        FileFacts opened = FileFacts.of(process, name.descriptor());
        Optional<FileFacts> named = FileFacts.at(file());
        boolean elsewhere =
                opened != null
                        && opened.regular()
                        && opened.id().inode() == record.state().inode()
                        && named.filter(facts -> facts.id().equals(opened.id())).isEmpty();
        if (elsewhere || named.isEmpty()) {
            writtenTo = opened == null ? new FileId(0, record.state().inode()) : opened.id();
            return;
        }
        attach(named.get());
    }

    private void attach(FileFacts facts) throws IOException {
        writtenTo = facts.id();
        LogState state = record.state();
        long start = start(state, Optional.of(facts), knownEnd);
        boolean anew = start != state.start();
        boolean same = facts.id().inode() == state.inode();
        if (anew || !same) {
            record.change(
                    edit -> {
                        StateEdit moved = edit.inode(facts.id().inode());
                        return anew ? moved.beginsAnewAt(start) : moved;
                    });
        }
        if (anew && same) {
            reporter.reportTruncation(start - state.base());
        }
    }

    /**
     * Adapts the record if somebody else has truncated the file.
     *
     * @param size of the file now, in bytes
     */
    void detectTruncation(long size) throws IOException {
        LogState state = record.state();
        if (state.start() + size < knownEnd) {
            record.change(edit -> edit.beginsAnewAt(knownEnd));
            reporter.reportTruncation(knownEnd - state.base());
        }
    }
}
