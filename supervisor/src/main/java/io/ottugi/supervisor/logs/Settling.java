package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a rotation that was interrupted to an end: one of which the live file was not cut is
 * undone, any other is finished.
 */
final class Settling {
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;
    private static final int BLOCK = 256 * 1024;

    private final FileSystemCalls files;
    private final Supplier<Instant> clock;
    private final RotationStep.Listener steps;

    Settling(FileSystemCalls files, Supplier<Instant> clock, RotationStep.Listener steps) {
        this.files = files;
        this.clock = clock;
        this.steps = steps;
    }

    /** What came of a rotation. */
    enum Outcome {
        NONE_WAS_LEFT,
        UNDONE,
        FINISHED
    }

    /**
     * @throws RotationFailed if that is not possible now; then it is to be tried again
     */
    Outcome settle(LogStateFile log) throws RotationFailed {
        Rotating rotating = log.state().rotating();
        if (rotating == null) {
            return Outcome.NONE_WAS_LEFT;
        }
        try {
            if (hasLeft(log.state(), rotating)) {
                finish(log, rotating);
                return Outcome.FINISHED;
            }
            ArchiveFiles.removeFile(Archive.part(log.state().file(), rotating.sequence()));
            log.change(StateEdit.of(log.state()).rotating(null));
            return Outcome.UNDONE;
        } catch (IOException e) {
            throw RotationFailed.of("cannot settle the rotation of " + log.state().file(), e);
        } catch (PosixException e) {
            throw RotationFailed.of("cannot settle the rotation of " + log.state().file(), e);
        }
    }

    /** The same where something else has failed already, which is to be told. */
    void tryToSettle(LogStateFile log) {
        try {
            settle(log);
        } catch (RotationFailed e) {
            // It is tried again before the next rotation.
        }
    }

    /** Whether the live file has no more what was to leave it; a hole is punched by now. */
    private boolean hasLeft(LogState state, Rotating rotating) throws IOException {
        if (rotating.phase() == Rotating.Phase.COPYING) {
            return false;
        }
        Optional<FileFacts> there = FileFacts.at(state.file());
        if (there.isEmpty() || there.get().id().inode() != state.inode()) {
            // What the part file holds may be nowhere else.
            return true;
        }
        try (OpenFile live = OpenFile.forUpdate(files, state.file())) {
            return rotating.phase() == Rotating.Phase.PUNCHING
                    ? isPunched(live, state, rotating)
                    : isCut(live, state, rotating);
        }
    }

    private boolean isPunched(OpenFile live, LogState state, Rotating rotating) {
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

    private boolean isCut(OpenFile live, LogState state, Rotating rotating) throws IOException {
        if (isAt(rotating.next(), live, 0)) {
            return true;
        }
        return !isAt(rotating.block(), live, state.hole()) && isCutByContent(live, state, rotating);
    }

    private boolean isAt(@Nullable Long place, OpenFile live, long offset) {
        OptionalLong now = files.physicalAddress(live.descriptor(), offset);
        return now.isPresent() && Objects.equals(now.getAsLong(), place);
    }

    private boolean isCutByContent(OpenFile live, LogState state, Rotating rotating)
            throws IOException {
        Path part = Archive.part(state.file(), rotating.sequence());
        if (live.facts().size() < state.hole() + rotating.length()) {
            return true;
        }
        if (!ArchiveFiles.isThere(part)) {
            // It gets its name as an archive after the cut.
            return true;
        }
        try (OpenFile copy = OpenFile.forReading(files, part);
                FileChannel one = live.channel();
                FileChannel other = copy.channel()) {
            return !has(one, state.hole(), other);
        }
    }

    /** Whether a file has at an offset what another one holds. */
    private static boolean has(FileChannel whole, long offset, FileChannel piece)
            throws IOException {
        long length = piece.size();
        if (whole.size() < offset + length) {
            return false;
        }
        for (long at = 0; at < length; at += BLOCK) {
            int size = (int) Math.min(BLOCK, length - at);
            if (!LiveFile.sameBytes(whole, offset + at, piece, at, size)) {
                return false;
            }
        }
        return true;
    }

    private void finish(LogStateFile log, Rotating rotating) throws IOException, RotationFailed {
        Path file = log.state().file();
        Optional<FileFacts> part = FileFacts.at(Archive.part(file, rotating.sequence()));
        if (part.isPresent()) {
            archive(log, part.get().size());
            return;
        }
        Optional<FileFacts> named = FileFacts.at(Archive.plain(file, rotating.sequence()));
        if (named.isPresent()) {
            note(log, rotating.sequence(), named.get().size());
        } else {
            // Somebody has removed it.
            log.change(StateEdit.of(log.state()).left(rotating.length()));
        }
    }

    /**
     * The part file of what has been cut becomes an archive. Whatever fails, it is kept: its bytes
     * are nowhere else.
     *
     * @return the archive
     */
    Path archive(LogStateFile log, long length) throws RotationFailed, IOException {
        Path file = log.state().file();
        long intended = Objects.requireNonNull(log.state().rotating()).sequence();
        boolean taken = ArchiveFiles.find(file, intended).isPresent();
        long sequence = taken ? ArchiveFiles.freeSequence(log.state()) : intended;
        Path archive = Archive.plain(file, sequence);
        renameNew(Archive.part(file, intended), archive);
        steps.reached(RotationStep.RENAMED);
        files.forceDirectory(Objects.requireNonNull(archive.getParent()).toString());
        note(log, sequence, length);
        return archive;
    }

    private void note(LogStateFile log, long sequence, long length) throws IOException {
        log.changeDurably(StateEdit.of(log.state()).archived(sequence, length, clock.get()));
        steps.reached(RotationStep.DONE);
    }

    private void renameNew(Path part, Path archive) throws IOException {
        try {
            files.renameNew(part.toString(), archive.toString());
        } catch (PosixException e) {
            if (e.errno() != EINVAL && e.errno() != ENOSYS) {
                throw e;
            }
            // Some filesystems, and old kernels, cannot promise not to replace; this one looks.
            Files.move(part, archive);
        }
    }
}
