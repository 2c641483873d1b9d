package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.PendingRotation;
import io.ottugi.supervisor.logs.record.PendingRotation.Phase;
import io.ottugi.supervisor.logs.rotate.RotationResult.Method;
import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.OpenWatch;
import io.ottugi.supervisor.posix.PosixException;
import io.ottugi.supervisor.posix.Truncated;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rotates a live file while its worker writes to it.
 *
 * <p>The bytes to be cut off are copied to a part file, and are on disk before the live file loses
 * them; each step is in the log's record before it is done, so that {@link RotationRecovery} can
 * tell after a kill at any moment what was done. Where the filesystem cannot remove a file's
 * beginning, the rest of the file is copied too and the file truncated. Where a process writes at
 * an offset of its own, a hole is punched instead, so that no byte moves.
 */
final class Rotator {
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    /** Bytes that are not on disk delay the cut, and the worker with it; few may be left. */
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int MOST_FORCES = 3;

    /** A file that is opened again and again gets a hole, which is never wrong. */
    private static final int MOST_LOOKS = 3;

    private final FileSystemCalls files;
    private final LogClock clock;
    private final RotationStep.Listener steps;

    Rotator(FileSystemCalls files, LogClock clock, RotationStep.Listener steps) {
        this.files = files;
        this.clock = clock;
        this.steps = steps;
    }

    /** A rotation from its part file on: the open files, and the result of the cut. */
    private static final class Rotation implements Closeable {
        final LogStateFile log;
        final OpenFile live;
        final OpenFile part;
        final OpenWatch opens;
        Method method = Method.COLLAPSE;
        long bytes;
        long lostAbout;

        Rotation(LogStateFile log, OpenFile live, OpenFile part, OpenWatch opens) {
            this.log = log;
            this.live = live;
            this.part = part;
            this.opens = opens;
            this.bytes = pending(log).length();
        }

        /** Returns the offset of the first byte that is to stay. */
        long firstToStay() {
            return log.state().hole() + pending(log).length();
        }

        @Override
        public void close() {
            opens.close();
            part.close();
        }
    }

    /**
     * Cuts a file once.
     *
     * @param amount how much to cut off a file of a size: whole blocks, 0 for nothing
     * @return the result, or null if there was nothing to cut off
     * @throws RotationFailed if it was not done, or not finished; then nothing is lost, and the
     *     record says what is left to be done
     */
    @Nullable RotationResult rotate(LogStateFile log, LongUnaryOperator amount)
            throws RotationFailed {
        Path file = log.state().file();
        try (OpenFile live = OpenFile.forUpdate(files, file)) {
            long length = lengthToCut(log, live, amount);
            return length <= 0 ? null : rotate(log, live, length);
        } catch (IOException e) {
            throw RotationFailed.of("cannot rotate " + file, e);
        } catch (PosixException e) {
            throw RotationFailed.of("cannot rotate " + file, e);
        }
    }

    /** Does the eight steps, one a line; see {@link RotationStep}. */
    private RotationResult rotate(LogStateFile log, OpenFile live, long length)
            throws RotationFailed, IOException {
        intend(log, length);
        try (Rotation rotation = makePart(log, live)) {
            copy(rotation);
            secure(rotation);
            commit(rotation);
            cut(rotation);
            long sequence = rename(log);
            complete(log, sequence, rotation.bytes);
            return result(rotation, sequence);
        }
    }

    /**
     * Skips a hole where the file's output should begin, which belongs into no archive: a truncated
     * file to which a process writes at an offset of its own has one.
     *
     * @return the bytes skipped, whole blocks; 0 if there is no hole
     */
    long skipHole(LogStateFile log) throws RotationFailed {
        LogState state = log.state();
        try (OpenFile live = OpenFile.forUpdate(files, state.file())) {
            OptionalLong data = files.nextData(live.descriptor(), state.hole());
            long blocks = live.facts().size() / RotationPolicy.BLOCK;
            long skipped = data.orElse(blocks * RotationPolicy.BLOCK) - state.hole();
            if (skipped > 0) {
                log.change(edit -> edit.holeGrewBy(skipped));
            }
            return Math.max(0, skipped);
        } catch (IOException e) {
            throw RotationFailed.of("cannot rotate " + state.file(), e);
        } catch (PosixException e) {
            throw RotationFailed.of("cannot rotate " + state.file(), e);
        }
    }

    private long lengthToCut(LogStateFile log, OpenFile live, LongUnaryOperator amount)
            throws RotationFailed, IOException {
        FileFacts facts = live.facts();
        if (facts.id().inode() != log.state().inode()) {
            throw new RotationFailed(
                    log.state().file() + " is not the file that the worker writes to");
        }
        long hole = log.state().hole();
        OptionalLong end = files.nextHole(live.descriptor(), hole);
        long wanted = amount.applyAsLong(facts.size() - hole);
        return Math.min(wanted, end.orElse(hole) - hole);
    }

    private void intend(LogStateFile log, long length) throws RotationFailed, IOException {
        long sequence = ArchiveFiles.freeSequence(log.state());
        long from = log.state().base();
        log.change(
                edit ->
                        edit.rotating(
                                new PendingRotation(sequence, from, length, Phase.COPYING, null)));
        steps.reached(RotationStep.INTENDED);
    }

    private Rotation makePart(LogStateFile log, OpenFile live) throws IOException {
        Path part = Archive.part(log.state().file(), pending(log).sequence());
        ArchiveFiles.removeFile(part);
        OpenFile made = OpenFile.create(files, part, live.facts().mode());
        Rotation rotation = new Rotation(log, live, made, watchOpens(live));
        steps.reached(RotationStep.PART_MADE);
        return rotation;
    }

    private OpenWatch watchOpens(OpenFile live) {
        try {
            return files.watchOpens(live.descriptor());
        } catch (PosixException e) {
            return OpenWatch.UNKNOWN;
        }
    }

    private void copy(Rotation rotation) throws IOException {
        OpenFile live = rotation.live;
        // Pages that are on disk already are spliced without being copied.
        files.force(live.descriptor());
        long hole = rotation.log.state().hole();
        long copied =
                files.copy(live.descriptor(), hole, rotation.bytes, rotation.part.descriptor());
        if (copied != rotation.bytes) {
            throw new IOException("it became shorter meanwhile");
        }
        steps.reached(RotationStep.COPIED);
    }

    private void secure(Rotation rotation) {
        files.force(rotation.part.descriptor());
        steps.reached(RotationStep.SECURED);
        files.forceDirectory(directory(rotation.log));
        forceMost(rotation.live);
    }

    /** Forces the live file until little is left to be written while the cut makes writers wait. */
    private void forceMost(OpenFile live) {
        for (int i = 0; i < MOST_FORCES; i++) {
            long began = System.nanoTime();
            files.force(live.descriptor());
            if (System.nanoTime() - began < SOON) {
                return;
            }
        }
    }

    private void commit(Rotation rotation) throws IOException, RotationFailed {
        if (isWrittenAtOffset(rotation)) {
            commitHole(rotation);
            return;
        }
        LogStateFile log = rotation.log;
        log.announce(new LiveCut(pending(log), log.state().start(), rotation.live.facts().size()));
        PendingRotation cutting = cutting(rotation);
        log.changeDurably(edit -> edit.rotating(cutting));
        steps.reached(RotationStep.COMMITTED);
    }

    private void commitHole(Rotation rotation) throws IOException {
        PendingRotation punching = pending(rotation.log).punching();
        rotation.log.changeDurably(edit -> edit.rotating(punching));
        rotation.method = Method.PUNCH_HOLE;
        steps.reached(RotationStep.COMMITTED);
    }

    private PendingRotation cutting(Rotation rotation) {
        int live = rotation.live.descriptor();
        OptionalLong block = files.physicalAddress(live, rotation.log.state().hole());
        OptionalLong next = files.physicalAddress(live, rotation.firstToStay());
        return block.isPresent() && next.isPresent()
                ? pending(rotation.log).cutting(block.getAsLong(), next.getAsLong())
                : pending(rotation.log).cutting(null, null);
    }

    /**
     * Returns true if a process writes at an offset of its own, so that a cut would leave a gap.
     *
     * @throws RotationFailed if it writes before the first byte that is to stay
     */
    private boolean isWrittenAtOffset(Rotation rotation) throws IOException, RotationFailed {
        long stays = rotation.firstToStay();
        if (rotation.live.facts().size() <= stays) {
            throw new IOException("it became shorter meanwhile");
        }
        Optional<OffsetWriter> writer = OffsetWriter.findLowest(rotation.live.facts().id());
        if (writer.isPresent() && writer.get().offset() < stays) {
            throw new RotationFailed(writer.get().sentence(rotation.log.state().file()));
        }
        return writer.isPresent();
    }

    /**
     * Searches again as long as a process has opened the file since the last search. This is done
     * last of all: a process that opens the file later, and finds its end before the cut, would
     * leave a gap.
     */
    private boolean mayBeWrittenAtOffset(Rotation rotation) throws IOException, RotationFailed {
        for (int looks = 0; rotation.opens.wasOpened(); looks++) {
            if (looks == MOST_LOOKS || isWrittenAtOffset(rotation)) {
                return true;
            }
        }
        return false;
    }

    private void cut(Rotation rotation) throws IOException, RotationFailed {
        if (rotation.method == Method.COLLAPSE && mayBeWrittenAtOffset(rotation)) {
            commitHole(rotation);
        }
        if (rotation.method == Method.PUNCH_HOLE) {
            long hole = rotation.log.state().hole();
            files.punchHole(rotation.live.descriptor(), hole, rotation.bytes);
        } else {
            collapseOrTruncate(rotation);
        }
        steps.reached(RotationStep.CUT);
    }

    private void collapseOrTruncate(Rotation rotation) throws IOException {
        LiveCut cut = Objects.requireNonNull(rotation.log.cut());
        try {
            cut.beginCut(rotation.live.facts().size());
            files.collapse(rotation.live.descriptor(), rotation.firstToStay());
            cut.end(pending(rotation.log).to());
        } catch (PosixException e) {
            if (!cannotCollapse(e)) {
                throw e;
            }
            truncate(rotation, cut);
        }
    }

    /** Returns true if the filesystem cannot collapse at all, false if it failed just now. */
    private static boolean cannotCollapse(PosixException e) {
        return e.errno() == EOPNOTSUPP || e.errno() == EINVAL || e.errno() == ENOSYS;
    }

    private void truncate(Rotation rotation, LiveCut cut) throws IOException {
        LogStateFile log = rotation.log;
        PendingRotation cutting = pending(log).cutting(null, null);
        // Without addresses, recovery compares the contents of the files.
        log.change(edit -> edit.rotating(cutting));
        long size = rotation.live.facts().size();
        cut.beginTruncation(size);
        Truncated truncated =
                files.copyRestAndTruncate(
                        rotation.live.descriptor(),
                        rotation.firstToStay(),
                        size,
                        rotation.part.descriptor());
        rotation.method = Method.COPY_AND_TRUNCATE;
        rotation.bytes = cutting.length() + truncated.copied();
        rotation.lostAbout = truncated.lostAbout();
        cut.end(cutting.from() + rotation.bytes);
    }

    /**
     * Renames the part file of a pending rotation, whose bytes have left the live file, to an
     * archive. Whatever fails, the file is kept: its bytes are nowhere else.
     *
     * @return the sequence number of the archive: a free one if the intended one is taken
     */
    long rename(LogStateFile log) throws RotationFailed, IOException {
        Path file = log.state().file();
        long intended = pending(log).sequence();
        boolean taken = ArchiveFiles.find(file, intended).isPresent();
        long sequence = taken ? ArchiveFiles.freeSequence(log.state()) : intended;
        renameNew(Archive.part(file, intended), Archive.plain(file, sequence));
        steps.reached(RotationStep.RENAMED);
        files.forceDirectory(directory(log));
        return sequence;
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

    /** Adds the archive to the record, which ends the pending rotation. */
    void complete(LogStateFile log, long sequence, long length) throws IOException {
        log.changeDurably(edit -> edit.archived(sequence, length, clock.now()));
        steps.reached(RotationStep.DONE);
    }

    private RotationResult result(Rotation rotation, long sequence) {
        if (rotation.method == Method.COPY_AND_TRUNCATE) {
            // The rest of the live file was copied after the part file was secured.
            files.force(rotation.part.descriptor());
        }
        Path archive = Archive.plain(rotation.log.state().file(), sequence);
        return new RotationResult(archive, rotation.bytes, rotation.method, rotation.lostAbout);
    }

    private static PendingRotation pending(LogStateFile log) {
        return Objects.requireNonNull(log.state().rotating());
    }

    private static String directory(LogStateFile log) {
        return Objects.requireNonNull(log.state().file().getParent()).toString();
    }
}
