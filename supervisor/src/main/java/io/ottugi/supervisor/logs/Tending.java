package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks at one log: what has become of it, and what is to be done about it now. */
final class Tending {
    private static final long DETACHED_AGAIN = TimeUnit.SECONDS.toNanos(30);
    private static final long FIRST_RETRY = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_RETRY = TimeUnit.MINUTES.toNanos(1);

    /**
     * Enough to catch up with a file that is far too large, and no more, so that others are seen.
     */
    private static final int MOST_CUTS = 16;

    private final KeptLog log;
    private final Tools tools;
    private final Housekeeping housekeeping;
    private final Growth growth = new Growth();
    private final FloodMeter flood = new FloodMeter();
    private final TimeIndex times;
    private long retry = FIRST_RETRY;
    private long retryAt;
    private boolean failing;
    private boolean settled;
    private boolean quiet;
    private boolean taken;
    private volatile boolean retired;

    /** What the looks have in common. */
    record Tools(Rotator rotator, Settling settling, LogClock clock) {}

    Tending(KeptLog log, TimeIndex times, Tools tools) {
        this.log = log;
        this.times = times;
        this.tools = tools;
        this.housekeeping = new Housekeeping(log, times);
    }

    KeptLog log() {
        return log;
    }

    /**
     * Ends the looks: one that is under way goes on to its end on the keeper's thread, and is not
     * waited for, since it may cut a file on a slow disk.
     */
    void retire() {
        retired = true;
    }

    /** Whether nothing is to be done before something happens to the file. */
    boolean isQuiet() {
        return quiet;
    }

    /** Whether this is asked for the first time after it was settled. */
    boolean takeFirst() {
        boolean first = settled && !taken;
        taken |= first;
        return first;
    }

    /** A process of its worker writes from now on. */
    void started(long pid) {
        try {
            log.startedBy(pid);
        } catch (IOException e) {
            failed(tools.clock().nanos(), Failure.reason(e));
        }
    }

    /**
     * Looks.
     *
     * @return when to look again, monotonic nanoseconds; {@link KeptLog#NEVER} if not before
     *     something happens to the file
     */
    long look() {
        if (retired) {
            return KeptLog.NEVER;
        }
        long now = tools.clock().nanos();
        quiet = false;
        try {
            return settled(now) ? attached(now) : retryAt;
        } catch (IOException e) {
            return failed(now, Failure.reason(e));
        } catch (RotationFailed e) {
            return failed(now, e.reason());
        }
    }

    /** Ends what an earlier supervisor, or an earlier failure, has left. */
    private boolean settled(long now) throws RotationFailed, IOException {
        if (failing && now - retryAt < 0) {
            return false;
        }
        Settling.Outcome outcome = tools.settling().settle(log.record());
        if (outcome != Settling.Outcome.NONE_WAS_LEFT) {
            log.news().recovered(outcome);
        }
        if (!settled) {
            housekeeping.tidyUp();
            settled = true;
        }
        return true;
    }

    private long attached(long now) throws IOException, RotationFailed {
        if (log.writtenTo() == null) {
            return KeptLog.NEVER;
        }
        Optional<FileFacts> facts = FileFacts.at(log.file());
        if (facts.isEmpty() || !facts.get().id().equals(log.writtenTo())) {
            return detached(now, facts.isPresent());
        }
        if (log.record().state().trouble() != null) {
            log.record().change(StateEdit.of(log.record().state()).trouble(null));
            log.news().healed();
        }
        log.noticeTruncation(facts.get().size());
        return grown(now, facts.get().size());
    }

    private long detached(long now, boolean named) throws IOException {
        if (!Files.exists(Path.of("/proc/" + log.pid()))) {
            // Nobody writes, and whoever is started next makes it anew.
            return KeptLog.NEVER;
        }
        countOn();
        String opened = Detachment.opened(log.pid(), log.name().descriptor());
        Detachment detachment =
                Detachment.of(log.name().worker(), log.file(), log.pid(), named, opened);
        if (!detachment.sentence().equals(log.record().state().trouble())) {
            StateEdit edit = StateEdit.of(log.record().state());
            log.record().change(edit.trouble(detachment.sentence()));
            log.news().detached(detachment);
        }
        return now + DETACHED_AGAIN;
    }

    /** What it writes where nobody reads it is counted as well as can be. */
    private void countOn() {
        FileFacts opened = FileFacts.of(log.pid(), log.name().descriptor());
        if (opened != null && opened.id().equals(log.writtenTo())) {
            long end = log.record().state().start() + opened.size();
            log.grewTo(Math.max(log.knownEnd(), end));
        }
    }

    private long grown(long now, long size) throws IOException, RotationFailed {
        LogState state = log.record().state();
        long position = state.start() + size;
        long kept = size - state.hole();
        log.grewTo(position);
        growth.look(now, position);
        index(position);
        OptionalLong rate = flood.look(now, position, log.policy().maxRate());
        rate.ifPresent(log.news()::flood);
        if (growth.hasGrown()) {
            housekeeping.makeRoom(kept);
        }
        long left = rotate(kept);
        failing = false;
        retry = FIRST_RETRY;
        quiet = !growth.hasGrown();
        return Math.min(next(left), log.news().tellRotations(now));
    }

    private void index(long position) {
        if (!growth.takeIndexing()) {
            return;
        }
        try {
            times.append(new TimeIndex.Entry(tools.clock().now().toEpochMilli(), position));
        } catch (IOException e) {
            // Times are a convenience; a full disk is told of by others.
        }
    }

    /**
     * Cuts as often as is needed.
     *
     * @param size of what the file has beside a hole at its beginning, in bytes
     * @return the same of what is left
     */
    private long rotate(long size) throws RotationFailed, IOException {
        long left = size;
        for (int i = 0; i < MOST_CUTS; i++) {
            LongUnaryOperator amount = amount();
            if (amount.applyAsLong(left) <= 0) {
                log.staysUncut(null);
                break;
            }
            long skipped = tools.rotator().skipHole(log.record());
            if (skipped > 0) {
                log.news().skippedHole(skipped);
                left -= skipped;
                continue;
            }
            long most = mostToCut();
            if (!rotateOnce(given -> Math.min(most, amount.applyAsLong(given)))) {
                break;
            }
            LogState now = log.record().state();
            long whole = FileFacts.at(log.file()).map(FileFacts::size).orElse(now.hole());
            left = whole - now.hole();
            log.grewTo(now.start() + whole);
        }
        if (left < size) {
            housekeeping.makeRoom(left);
        }
        if (isTime() || isFirstLook()) {
            // There was less than a block: then there is nothing to cut before the next turn.
            log.record().change(StateEdit.of(log.record().state()).cutAt(tools.clock().now()));
        }
        return left;
    }

    private boolean rotateOnce(LongUnaryOperator amount) throws RotationFailed, IOException {
        int removed = housekeeping.makeRoomForOneMore();
        long began = tools.clock().nanos();
        Rotated rotated = tools.rotator().rotate(log.record(), amount);
        if (rotated == null) {
            return false;
        }
        removed += housekeeping.removeTooMany();
        log.news().rotated(rotated, began, tools.clock().nanos(), removed);
        return true;
    }

    /**
     * How much may be cut off for the sake of who does not append: what is before the place where
     * he writes next. As long as nobody is known to, the look right before the cut will do: each
     * goes through all descriptors of the machine.
     *
     * @return whole blocks, in bytes
     * @throws RotationFailed if that is less than a block
     */
    private long mostToCut() throws RotationFailed, IOException {
        if (log.record().state().hole() == 0 && !failing) {
            return Long.MAX_VALUE;
        }
        FileId file = Objects.requireNonNull(log.writtenTo());
        Optional<NonAppending> writer = NonAppending.lowest(file);
        long before = writer.map(NonAppending::offset).orElse(Long.MAX_VALUE);
        long blocks = (before - log.record().state().hole()) / RotationPolicy.BLOCK;
        boolean none = blocks <= 0 && writer.isPresent();
        String sentence = none ? writer.get().sentence(log.file()) : null;
        log.staysUncut(sentence);
        if (sentence != null) {
            throw new RotationFailed(sentence);
        }
        return blocks * RotationPolicy.BLOCK;
    }

    private boolean isFirstLook() {
        return log.policy().every() != null && lastCut().equals(Instant.EPOCH);
    }

    private Instant lastCut() {
        return log.record().state().marks().cut();
    }

    private LongUnaryOperator amount() {
        long limit = RotationPolicy.limit(log.policy());
        long largest = RotationPolicy.largest(log.policy());
        return isTime() ? RotationPolicy::cutAll : size -> RotationPolicy.cut(size, limit, largest);
    }

    private boolean isTime() {
        Instant turn = turn();
        return turn != null && !tools.clock().now().isBefore(turn);
    }

    private @Nullable Instant turn() {
        LogPolicy policy = log.policy();
        return policy.every() == null || isFirstLook()
                ? null
                : Turns.after(lastCut(), policy.every(), ZoneId.systemDefault());
    }

    private long next(long size) {
        long now = tools.clock().nanos();
        long remaining = RotationPolicy.limit(log.policy()) - size;
        long look = growth.hasGrown() ? now + growth.next(Math.max(0, remaining)) : KeptLog.NEVER;
        Instant turn = turn();
        if (turn == null) {
            return look;
        }
        // The clock on the wall may be set, so a long wait is no longer than an hour.
        Duration wait = Duration.between(tools.clock().now(), turn);
        long nanos = Math.max(0, Math.min(wait.toNanos(), TimeUnit.HOURS.toNanos(1)));
        return Math.min(look, now + nanos);
    }

    private long failed(long now, String reason) {
        log.news().failed(reason);
        failing = true;
        retryAt = now + retry;
        retry = Math.min(LAST_RETRY, 2 * retry);
        return retryAt;
    }
}
