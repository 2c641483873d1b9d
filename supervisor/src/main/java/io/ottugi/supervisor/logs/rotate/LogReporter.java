package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports what happens to one log file. Each of the first rotations is an event; a log that is
 * rotated again and again has one event a minute, for all rotations since the one before.
 */
final class LogReporter {
    private final String worker;
    private final Path file;
    private final Consumer<LogEvent> listener;
    private @Nullable String lastFailure;
    private final RotationSummary rotations = new RotationSummary();
    private boolean explainedLoss;

    LogReporter(String worker, Path file, Consumer<LogEvent> listener) {
        this.worker = worker;
        this.file = file;
        this.listener = listener;
    }

    /**
     * Reports a rotation, perhaps later together with others.
     *
     * @param began when the rotation began, monotonic nanoseconds
     * @param now when it was done
     * @param removed number of archives that were removed for it
     */
    void reportRotation(RotationResult rotated, long began, long now, int removed) {
        lastFailure = null;
        rotations.add(rotated, now - began, removed);
        reportRotations(now);
    }

    /**
     * Reports the rotations that are not reported yet, if it is time to.
     *
     * @return when to call again, monotonic nanoseconds, or {@link ManagedLog#NEVER}
     */
    long reportRotations(long now) {
        RotationResult last = rotations.last();
        if (last == null) {
            return ManagedLog.NEVER;
        }
        if (!rotations.isDue(now)) {
            return rotations.dueAt();
        }
        EventFields details = details();
        String moved =
                rotations.describe(details)
                        + (last.method() == RotationResult.Method.COPY_AND_TRUNCATE
                                ? loss(rotations.lostAbout())
                                : "");
        rotations.clear();
        emit(EventKind.LOG_ROTATED, details, file + ": " + moved);
        return ManagedLog.NEVER;
    }

    private String loss(long lostAbout) {
        String lost = " by copying and truncating, about " + lostAbout + " bytes lost";
        if (explainedLoss) {
            return lost;
        }
        explainedLoss = true;
        return lost
                + ": its filesystem cannot cut a file's beginning off, as ext4, xfs and f2fs can";
    }

    /** Reports a failure, once until another thing fails or a rotation succeeds. */
    void reportFailure(String reason) {
        if (!reason.equals(lastFailure)) {
            lastFailure = reason;
            EventFields details = details();
            details.put(EventField.REASON, reason);
            emit(
                    EventKind.LOG_ROTATION_FAILED,
                    details,
                    "log not rotated, trying again: " + reason);
        }
    }

    void reportRecovery(RotationRecovery.Outcome outcome) {
        EventFields details = details();
        boolean finished = outcome == RotationRecovery.Outcome.FINISHED;
        details.put(EventField.OUTCOME, finished ? "finished" : "undone");
        emit(
                EventKind.LOG_ROTATION_RECOVERED,
                details,
                file
                        + ": a rotation that was interrupted is "
                        + (finished ? "finished" : "undone, and will be done again"));
    }

    void reportDetachment(Detachment detachment) {
        EventFields details = details();
        details.put(EventField.WHY, detachment.why());
        emit(EventKind.LOG_DETACHED, details, detachment.sentence());
    }

    void reportHealing() {
        emit(EventKind.LOG_HEALED, details(), file + " is what the worker writes to again");
    }

    /**
     * Reports that somebody else has truncated the file.
     *
     * @param bytes that were seen in it and count as lost; what was written after the last look and
     *     before the truncation is unknown
     */
    void reportTruncation(long bytes) {
        EventFields details = details();
        details.put(EventField.LOST_ABOUT, bytes);
        emit(
                EventKind.LOG_TRUNCATED,
                details,
                file
                        + " was truncated by somebody else, about "
                        + bytes
                        + " bytes lost; open log files for appending ('>>', not '>')");
    }

    /**
     * Reports that the file has a hole where output should be.
     *
     * @param bytes that nobody has written, or that were there before a truncation
     */
    void reportHole(long bytes) {
        EventFields details = details();
        details.put(EventField.BYTES, bytes);
        emit(
                EventKind.LOG_HOLE,
                details,
                file
                        + " has a hole of "
                        + bytes
                        + " bytes where output should begin, and they are in no archive: it was"
                        + " truncated while somebody wrote to it without appending; open log files"
                        + " for appending ('>>', not '>')");
    }

    /** Reports that the log grows faster than {@code log.max_rate}. */
    void reportFlood(long bytesPerSecond) {
        EventFields details = details();
        details.put(EventField.BYTES_PER_SECOND, bytesPerSecond);
        emit(
                EventKind.LOG_FLOOD,
                details,
                file
                        + " grows by "
                        + bytesPerSecond
                        + " bytes a second, more than log.max_rate allows");
    }

    void reportRemoval(int count, String why) {
        EventFields details = details();
        details.put(EventField.COUNT, count);
        details.put(EventField.WHY, why);
        emit(
                EventKind.LOG_ARCHIVES_REMOVED,
                details,
                "removed the " + count + " oldest archives of " + file + ": " + why);
    }

    static String tooMuch(long maxTotal) {
        return "log.max_total is " + Sizes.format(maxTotal);
    }

    static String tooFull(long freeSpace) {
        return "less than log.free_space, " + Sizes.format(freeSpace) + ", was free";
    }

    private EventFields details() {
        return new EventFields().put(EventField.FILE, file.toString());
    }

    private void emit(EventKind event, EventFields details, String sentence) {
        listener.accept(new LogEvent(worker, event, details, sentence));
    }
}
