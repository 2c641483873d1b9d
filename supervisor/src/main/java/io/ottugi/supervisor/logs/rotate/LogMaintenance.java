package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.TimeIndex;
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

/** Checks one log, and does what is due: recovery, rotation, removal of archives. */
final class LogMaintenance {
    private static final long DETACHED_AGAIN = TimeUnit.SECONDS.toNanos(30);
    private static final long FIRST_RETRY = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_RETRY = TimeUnit.MINUTES.toNanos(1);

    /** Most cuts in one check: enough to catch up, and few enough that other logs are checked. */
    private static final int MOST_CUTS = 16;

    private final ManagedLog log;
    private final Tools tools;
    private final ArchiveRetention retention;
    private final GrowthRate growth = new GrowthRate();
    private final FloodMeter flood = new FloodMeter();
    private final TimeIndex times;
    private long retry = FIRST_RETRY;
    private long retryAt;
    private boolean failing;
    private boolean recovered;
    private boolean quiet;
    private boolean claimed;
    private volatile boolean retired;

    /** The collaborators of all logs' maintenance. */
    record Tools(Rotator rotator, RotationRecovery recovery, LogClock clock) {}

    LogMaintenance(ManagedLog log, TimeIndex times, Tools tools) {
        this.log = log;
        this.times = times;
        this.tools = tools;
        this.retention = new ArchiveRetention(log, times);
    }

    ManagedLog log() {
        return log;
    }

    /**
     * Ends the checks. One that is under way goes on to its end on the keeper's thread; nobody
     * waits for it, since it may cut a file on a slow disk.
     */
    void retire() {
        retired = true;
    }

    /** Returns true if nothing is to be done before the file changes. */
    boolean isQuiet() {
        return quiet;
    }

    /** Returns true once, after the first recovery: archives of earlier may need compression. */
    boolean claimFirstCheck() {
        boolean first = recovered && !claimed;
        claimed |= first;
        return first;
    }

    /** Notes the worker's process, which writes from now on. */
    void setWriter(long pid) {
        try {
            log.setWriter(pid);
        } catch (IOException e) {
            retryLater(tools.clock().nanos(), Failure.reason(e));
        }
    }

    /**
     * Checks the log.
     *
     * @return the time of the next check, monotonic nanoseconds; {@link ManagedLog#NEVER} if not
     *     before the file changes
     */
    long check() {
        if (retired) {
            return ManagedLog.NEVER;
        }
        long now = tools.clock().nanos();
        quiet = false;
        try {
            return recover(now) ? checkFile(now) : retryAt;
        } catch (IOException e) {
            return retryLater(now, Failure.reason(e));
        } catch (RotationFailed e) {
            return retryLater(now, e.reason());
        }
    }

    /** Ends a rotation that an earlier supervisor, or an earlier failure, has left. */
    private boolean recover(long now) throws RotationFailed, IOException {
        if (failing && now - retryAt < 0) {
            return false;
        }
        RotationRecovery.Outcome outcome = tools.recovery().recover(log.record());
        if (outcome != RotationRecovery.Outcome.NOTHING_TO_DO) {
            log.reporter().reportRecovery(outcome);
        }
        if (!recovered) {
            retention.removeLeftovers();
            recovered = true;
        }
        return true;
    }

    private long checkFile(long now) throws IOException, RotationFailed {
        if (log.writtenTo() == null) {
            return ManagedLog.NEVER;
        }
        Optional<FileFacts> facts = FileFacts.at(log.file());
        if (facts.isEmpty() || !facts.get().id().equals(log.writtenTo())) {
            return checkDetached(now, facts.isPresent());
        }
        if (log.record().state().trouble() != null) {
            log.record().change(edit -> edit.trouble(null));
            log.reporter().reportHealing();
        }
        log.detectTruncation(facts.get().size());
        return checkGrowth(now, facts.get().size());
    }

    private long checkDetached(long now, boolean named) throws IOException {
        if (!Files.exists(Path.of("/proc/" + log.pid()))) {
            // No process writes, and the next start makes the file anew.
            return ManagedLog.NEVER;
        }
        countDetachedOutput();
        String opened = Detachment.opened(log.pid(), log.name().descriptor());
        Detachment detachment =
                Detachment.of(log.name().worker(), log.file(), log.pid(), named, opened);
        if (!detachment.sentence().equals(log.record().state().trouble())) {
            log.record().change(edit -> edit.trouble(detachment.sentence()));
            log.reporter().reportDetachment(detachment);
        }
        return now + DETACHED_AGAIN;
    }

    /** Counts, as well as possible, the output that goes to the file without the name. */
    private void countDetachedOutput() {
        FileFacts opened = FileFacts.of(log.pid(), log.name().descriptor());
        if (opened != null && opened.id().equals(log.writtenTo())) {
            long end = log.record().state().start() + opened.size();
            log.setKnownEnd(Math.max(log.knownEnd(), end));
        }
    }

    private long checkGrowth(long now, long size) throws IOException, RotationFailed {
        LogState state = log.record().state();
        long position = state.start() + size;
        long kept = size - state.hole();
        log.setKnownEnd(position);
        growth.measure(now, position);
        appendTimeIndex(position);
        OptionalLong rate = flood.measure(now, position, log.policy().maxRate());
        rate.ifPresent(log.reporter()::reportFlood);
        if (growth.hasGrown()) {
            retention.makeRoom(kept);
        }
        long left = rotate(kept);
        failing = false;
        retry = FIRST_RETRY;
        quiet = !growth.hasGrown();
        return Math.min(nextCheck(left), log.reporter().reportRotations(now));
    }

    private void appendTimeIndex(long position) {
        if (!growth.claimIndexLine()) {
            return;
        }
        try {
            times.append(new TimeIndex.Entry(tools.clock().now().toEpochMilli(), position));
        } catch (IOException e) {
            // Times are a convenience; others report a full disk.
        }
    }

    /**
     * Cuts the file as often as needed.
     *
     * @param size of the file without the hole at its beginning, in bytes
     * @return the same size after the cuts
     */
    private long rotate(long size) throws RotationFailed, IOException {
        long left = size;
        for (int i = 0; i < MOST_CUTS; i++) {
            LongUnaryOperator amount = cutLength();
            if (amount.applyAsLong(left) <= 0) {
                log.setUncutReason(null);
                break;
            }
            long skipped = tools.rotator().skipHole(log.record());
            if (skipped > 0) {
                log.reporter().reportHole(skipped);
                left -= skipped;
                continue;
            }
            long most = limitForOffsetWriters();
            if (!rotateOnce(given -> Math.min(most, amount.applyAsLong(given)))) {
                break;
            }
            LogState now = log.record().state();
            long whole = FileFacts.at(log.file()).map(FileFacts::size).orElse(now.hole());
            left = whole - now.hole();
            log.setKnownEnd(now.start() + whole);
        }
        if (left < size) {
            retention.makeRoom(left);
        }
        if (isScheduled() || isFirstCheck()) {
            // There was less than a block: nothing is cut before the next scheduled time.
            log.record().change(edit -> edit.cutAt(tools.clock().now()));
        }
        return left;
    }

    private boolean rotateOnce(LongUnaryOperator amount) throws RotationFailed, IOException {
        int removed = retention.makeRoomForOneMore();
        long began = tools.clock().nanos();
        RotationResult rotated = rotateOrRecover(amount);
        if (rotated == null) {
            return false;
        }
        removed += retention.removeTooMany();
        log.reporter().reportRotation(rotated, began, tools.clock().nanos(), removed);
        return true;
    }

    private @Nullable RotationResult rotateOrRecover(LongUnaryOperator amount)
            throws RotationFailed {
        try {
            return tools.rotator().rotate(log.record(), amount);
        } catch (RotationFailed e) {
            tools.recovery().tryToRecover(log.record());
            throw e;
        }
    }

    /**
     * Returns how much may be cut off so that the next write of a process that does not append
     * stays right: what is before its offset. As long as no such process is known, the search right
     * before the cut will do: each search goes through all descriptors of the machine.
     *
     * @return whole blocks, in bytes
     * @throws RotationFailed if that is less than a block
     */
    private long limitForOffsetWriters() throws RotationFailed, IOException {
        if (log.record().state().hole() == 0 && !failing) {
            return Long.MAX_VALUE;
        }
        FileId file = Objects.requireNonNull(log.writtenTo());
        Optional<OffsetWriter> writer = OffsetWriter.findLowest(file);
        long before = writer.map(OffsetWriter::offset).orElse(Long.MAX_VALUE);
        long blocks = (before - log.record().state().hole()) / RotationPolicy.BLOCK;
        boolean none = blocks <= 0 && writer.isPresent();
        String sentence = none ? writer.get().sentence(log.file()) : null;
        log.setUncutReason(sentence);
        if (sentence != null) {
            throw new RotationFailed(sentence);
        }
        return blocks * RotationPolicy.BLOCK;
    }

    private boolean isFirstCheck() {
        return log.policy().every() != null && lastCut().equals(Instant.EPOCH);
    }

    private Instant lastCut() {
        return log.record().state().marks().cut();
    }

    private LongUnaryOperator cutLength() {
        long limit = RotationPolicy.limit(log.policy());
        long largest = RotationPolicy.largest(log.policy());
        return isScheduled()
                ? RotationPolicy::cutAll
                : size -> RotationPolicy.cut(size, limit, largest);
    }

    private boolean isScheduled() {
        Instant scheduled = scheduled();
        return scheduled != null && !tools.clock().now().isBefore(scheduled);
    }

    private @Nullable Instant scheduled() {
        LogPolicy policy = log.policy();
        return policy.every() == null || isFirstCheck()
                ? null
                : RotationSchedule.nextAfter(lastCut(), policy.every(), ZoneId.systemDefault());
    }

    private long nextCheck(long size) {
        long now = tools.clock().nanos();
        long remaining = RotationPolicy.limit(log.policy()) - size;
        long byGrowth =
                growth.hasGrown()
                        ? now + growth.untilNextCheck(Math.max(0, remaining))
                        : ManagedLog.NEVER;
        Instant scheduled = scheduled();
        if (scheduled == null) {
            return byGrowth;
        }
        // The wall clock may be set, so a wait is no longer than an hour.
        Duration wait = Duration.between(tools.clock().now(), scheduled);
        long nanos = Math.max(0, Math.min(wait.toNanos(), TimeUnit.HOURS.toNanos(1)));
        return Math.min(byGrowth, now + nanos);
    }

    private long retryLater(long now, String reason) {
        log.reporter().reportFailure(reason);
        failing = true;
        retryAt = now + retry;
        retry = Math.min(LAST_RETRY, 2 * retry);
        return retryAt;
    }
}
