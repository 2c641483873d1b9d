package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is kept: which file it is, where it is in all that was written, and when to look
 * at it next. Only the keeper's thread changes it; where it is, any thread may ask.
 */
final class KeptLog {
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_TRIES = 200;

    /** Of these, as long as a cut takes as a rule. */
    private static final int MOST_PATIENT_TRIES = 100;

    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(50);

    /** What a log belongs to, and how it is told apart. */
    record Name(String worker, String key, int descriptor) {}

    private final Name name;
    private final LogStateFile record;
    private final LogNewsDesk news;
    private volatile LogPolicy policy;
    private volatile long knownEnd;
    private volatile @Nullable String uncut;
    private @Nullable FileId writtenTo;
    private long pid;
    private long due = NEVER;

    /**
     * @param knownEnd the last position that is known
     */
    KeptLog(Name name, LogStateFile record, long knownEnd, LogPolicy policy, LogNewsDesk news) {
        this.name = name;
        this.record = record;
        this.knownEnd = Math.max(knownEnd, record.state().base());
        this.policy = policy;
        this.news = news;
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

    LogNewsDesk news() {
        return news;
    }

    LogPolicy policy() {
        return policy;
    }

    void keepBy(LogPolicy other) {
        policy = other;
    }

    /** When to look at it next, monotonic nanoseconds, or {@link #NEVER}. */
    long due() {
        return due;
    }

    void lookAt(long nanos) {
        due = nanos;
    }

    /** Which file the worker writes to; null before its first start. */
    @Nullable FileId writtenTo() {
        return writtenTo;
    }

    long pid() {
        return pid;
    }

    long knownEnd() {
        return knownEnd;
    }

    /** What is wrong with it, in words for the operator; null if nothing is. From any thread. */
    @Nullable String trouble() {
        String detached = record.state().trouble();
        return detached == null ? uncut : detached;
    }

    /**
     * @param reason why it is to be cut and must not be; null if that is not so
     */
    void staysUncut(@Nullable String reason) {
        uncut = reason;
    }

    void grewTo(long position) {
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
            // Then nobody knows.
        }
        return OptionalLong.empty();
    }

    private OptionalLong position(LogState state, boolean patient) throws IOException {
        Rotating cutting = state.cutting();
        if (cutting == null) {
            // First, since the keeper goes on: what it sees later is no truncation.
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
     * The position of offset 0 of the file of that name. Positions never go back: a file that is
     * new, or shorter than it was, goes on where what is known of the old one ends.
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

    /** A process writes from now on, to the file that has the name or to one that had it. */
    void startedBy(long process) throws IOException {
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
            StateEdit edit = StateEdit.of(state).inode(facts.id().inode());
            record.change(anew ? edit.beginsAnewAt(start) : edit);
        }
        if (anew && same) {
            news.truncated(start - state.base());
        }
    }

    /**
     * Notices that somebody else has truncated the file: what was in it is gone, and its positions
     * with it.
     *
     * @param size of the file now, in bytes
     */
    void noticeTruncation(long size) throws IOException {
        LogState state = record.state();
        if (state.start() + size < knownEnd) {
            record.change(StateEdit.of(state).beginsAnewAt(knownEnd));
            news.truncated(knownEnd - state.base());
        }
    }
}
