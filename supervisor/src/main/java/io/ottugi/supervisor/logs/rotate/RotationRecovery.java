package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.FileBytes;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.PendingRotation;
import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Ends a rotation that was interrupted: undoes it if the live file was not cut, else finishes it.
 */
final class RotationRecovery {
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;
    private static final int BLOCK = 256 * 1024;

    private final FileSystemCalls files;
    private final Rotator rotator;

    RotationRecovery(FileSystemCalls files, Rotator rotator) {
        this.files = files;
        this.rotator = rotator;
    }

    /** The outcome of a recovery. */
    enum Outcome {
        NOTHING_TO_DO,
        UNDONE,
        FINISHED
    }

    /**
     * Ends the pending rotation of a log, if there is one.
     *
     * @throws RotationFailed if that is not possible now; then it is to be tried again
     */
    Outcome recover(LogStateFile log) throws RotationFailed {
        PendingRotation rotating = log.state().rotating();
        if (rotating == null) {
            return Outcome.NOTHING_TO_DO;
        }
        try {
            if (hasLeft(log.state(), rotating)) {
                finish(log, rotating);
                return Outcome.FINISHED;
            }
            ArchiveFiles.removeFile(Archive.part(log.state().file(), rotating.sequence()));
            log.change(edit -> edit.rotating(null));
            return Outcome.UNDONE;
        } catch (IOException e) {
            throw RotationFailed.of("cannot settle the rotation of " + log.state().file(), e);
        } catch (PosixException e) {
            throw RotationFailed.of("cannot settle the rotation of " + log.state().file(), e);
        }
    }

    /** Tries to recover after another failure, which is the one to be reported. */
    void tryToRecover(LogStateFile log) {
        try {
            recover(log);
        } catch (RotationFailed e) {
            // The next check tries again.
        }
    }

    /** Returns true if the live file was cut; punches a hole that may be missing. */
    private boolean hasLeft(LogState state, PendingRotation rotating) throws IOException {
        if (rotating.phase() == PendingRotation.Phase.COPYING) {
            return false;
        }
        Optional<FileFacts> there = FileFacts.at(state.file());
        if (there.isEmpty() || there.get().id().inode() != state.inode()) {
            // The bytes of the part file may be nowhere else.
            return true;
        }
        try (OpenFile live = OpenFile.forUpdate(files, state.file())) {
            return rotating.phase() == PendingRotation.Phase.PUNCHING
                    ? isPunched(live, state, rotating)
                    : isCut(live, state, rotating);
        }
    }

    private boolean isPunched(OpenFile live, LogState state, PendingRotation rotating) {
        try {
            files.punchHole(live.descriptor(), state.hole(), rotating.length());
            return true;
        } catch (PosixException e) {
            if (e.errno() != EOPNOTSUPP && e.errno() != ENOSYS) {
                throw e;
            }
            return false;
        }
    }

    private boolean isCut(OpenFile live, LogState state, PendingRotation rotating)
            throws IOException {
        if (isAt(rotating.next(), live, 0)) {
            return true;
        }
        return !isAt(rotating.block(), live, state.hole()) && isCutByContent(live, state, rotating);
    }

    private boolean isAt(@Nullable Long address, OpenFile live, long offset) {
        OptionalLong now = files.physicalAddress(live.descriptor(), offset);
        return now.isPresent() && Objects.equals(now.getAsLong(), address);
    }

    private boolean isCutByContent(OpenFile live, LogState state, PendingRotation rotating)
            throws IOException {
        Path part = Archive.part(state.file(), rotating.sequence());
        if (live.facts().size() < state.hole() + rotating.length()) {
            return true;
        }
        if (!ArchiveFiles.isThere(part)) {
            // The part file is renamed to the archive after the cut.
            return true;
        }
        try (OpenFile copy = OpenFile.forReading(files, part);
                FileChannel one = live.channel();
                FileChannel other = copy.channel()) {
            return !has(one, state.hole(), other);
        }
    }

    /** Returns true if a file has the bytes of another one at an offset. */
    private static boolean has(FileChannel whole, long offset, FileChannel piece)
            throws IOException {
        long length = piece.size();
        if (whole.size() < offset + length) {
            return false;
        }
        for (long at = 0; at < length; at += BLOCK) {
            int size = (int) Math.min(BLOCK, length - at);
            if (!FileBytes.areSame(whole, offset + at, piece, at, size)) {
                return false;
            }
        }
        return true;
    }

    private void finish(LogStateFile log, PendingRotation rotating)
            throws IOException, RotationFailed {
        Path file = log.state().file();
        Optional<FileFacts> part = FileFacts.at(Archive.part(file, rotating.sequence()));
        if (part.isPresent()) {
            rotator.complete(log, rotator.rename(log), part.get().size());
            return;
        }
        Optional<FileFacts> named = FileFacts.at(Archive.plain(file, rotating.sequence()));
        if (named.isPresent()) {
            rotator.complete(log, rotating.sequence(), named.get().size());
        } else {
            // Somebody has removed it.
            log.change(edit -> edit.cutOff(rotating.length()));
        }
    }
}
