package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.logs.Rotated.Method;
import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.PosixException;
import io.ottugi.supervisor.posix.Truncated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a live file while its worker writes to it.
 *
 * <p>What is cut off is copied to a part file and on disk before the live file loses it; and what
 * is being done is written down first, so that {@link Settling} can tell after a kill at any moment
 * what has been done. Where the filesystem cannot remove a file's beginning, its rest is copied too
 * and the file truncated.
 */
final class Rotator {
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    /**
     * While a cut waits for what is not on disk yet, the worker waits too: little is to be left.
     */
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int MOST_FORCES = 3;

    private final FileSystemCalls files;
    private final Settling settling;
    private final RotationStep.Listener steps;

    Rotator(FileSystemCalls files, Settling settling, RotationStep.Listener steps) {
        this.files = files;
        this.settling = settling;
        this.steps = steps;
    }

    /**
     * Cuts a file once.
     *
     * @param amount how much to cut off a file of a size: whole blocks, 0 for nothing
     * @return what was done, or null if there was nothing to cut off
     * @throws RotationFailed if it was not done, or not finished; then nothing is lost, and what is
     *     left to be done is written down
     */
    @Nullable Rotated rotate(LogStateFile log, LongUnaryOperator amount) throws RotationFailed {
        Path file = log.state().file();
        try (OpenFile live = OpenFile.forUpdate(files, file)) {
            FileFacts facts = live.facts();
            if (facts.id().inode() != log.state().inode()) {
                throw new RotationFailed(file + " is not the file that the worker writes to");
            }
            long length = amount.applyAsLong(facts.size());
            return length <= 0 ? null : rotate(log, live, length);
        } catch (IOException e) {
            throw RotationFailed.of("cannot rotate " + file, e);
        } catch (PosixException e) {
            throw RotationFailed.of("cannot rotate " + file, e);
        }
    }

    private Rotated rotate(LogStateFile log, OpenFile live, long length)
            throws RotationFailed, IOException {
        LogState before = log.state();
        long sequence = ArchiveFiles.freeSequence(before);
        try {
            log.change(
                    StateEdit.of(before)
                            .rotating(
                                    new Rotating(
                                            sequence,
                                            before.base(),
                                            length,
                                            Rotating.Phase.COPYING,
                                            null)));
            steps.reached(RotationStep.INTENDED);
            Path part = Archive.part(before.file(), sequence);
            ArchiveFiles.removeFile(part);
            try (OpenFile copy = OpenFile.created(files, part, live.facts().mode())) {
                steps.reached(RotationStep.PART_MADE);
                secure(live, length, copy);
                return cut(log, live, copy);
            }
        } catch (IOException | PosixException | RotationFailed e) {
            settling.tryToSettle(log);
            throw e;
        }
    }

    private void secure(OpenFile live, long length, OpenFile part) throws IOException {
        // Pages that are on disk already are spliced without being copied.
        files.force(live.descriptor());
        long copied = files.copy(live.descriptor(), 0, length, part.descriptor());
        if (copied != length) {
            throw new IOException("it became shorter meanwhile");
        }
        steps.reached(RotationStep.COPIED);
        files.force(part.descriptor());
        steps.reached(RotationStep.SECURED);
    }

    private Rotated cut(LogStateFile log, OpenFile live, OpenFile part)
            throws IOException, RotationFailed {
        Rotating copied = Objects.requireNonNull(log.state().rotating());
        files.forceDirectory(directory(log));
        forceMost(live);
        if (live.facts().size() <= copied.length()) {
            throw new IOException("it became shorter meanwhile");
        }
        LiveCut cut = new LiveCut(copied, live.facts().size());
        log.cuts(cut);
        log.changeDurably(StateEdit.of(log.state()).rotating(cutting(live, copied)));
        steps.reached(RotationStep.COMMITTED);
        try {
            cut.isAboutToCut(live.facts().size());
            files.collapse(live.descriptor(), copied.length());
            cut.isDone(copied.to());
        } catch (PosixException e) {
            if (!cannotCollapse(e)) {
                throw e;
            }
            return truncate(log, live, part, cut);
        }
        steps.reached(RotationStep.CUT);
        return new Rotated(
                settling.archive(log, copied.length()), copied.length(), Method.COLLAPSE, 0);
    }

    /** What is not on disk when it is cut is written then, and the worker waits for it. */
    private void forceMost(OpenFile live) {
        for (int i = 0; i < MOST_FORCES; i++) {
            long began = System.nanoTime();
            files.force(live.descriptor());
            if (System.nanoTime() - began < SOON) {
                return;
            }
        }
    }

    private Rotating cutting(OpenFile live, Rotating copied) {
        OptionalLong block = files.physicalAddress(live.descriptor(), 0);
        OptionalLong next = files.physicalAddress(live.descriptor(), copied.length());
        return block.isPresent() && next.isPresent()
                ? copied.cutting(block.getAsLong(), next.getAsLong())
                : copied.cutting(null, null);
    }

    /** Whether it is the filesystem that cannot do that, and not the moment that is wrong. */
    private static boolean cannotCollapse(PosixException e) {
        return e.errno() == EOPNOTSUPP || e.errno() == EINVAL || e.errno() == ENOSYS;
    }

    private Rotated truncate(LogStateFile log, OpenFile live, OpenFile part, LiveCut cut)
            throws IOException, RotationFailed {
        Rotating cutting = Objects.requireNonNull(log.state().rotating());
        // Without places on disk, what happened is judged by what the files hold.
        log.change(StateEdit.of(log.state()).rotating(cutting.cutting(null, null)));
        long size = live.facts().size();
        cut.isAboutToTruncate(size);
        Truncated truncated =
                files.copyRestAndTruncate(
                        live.descriptor(), cutting.length(), size, part.descriptor());
        long length = cutting.length() + truncated.copied();
        cut.isDone(cutting.from() + length);
        steps.reached(RotationStep.CUT);
        Path archive = settling.archive(log, length);
        files.force(part.descriptor());
        return new Rotated(archive, length, Method.COPY_AND_TRUNCATE, truncated.lostAbout());
    }

    private static String directory(LogStateFile log) {
        return Objects.requireNonNull(log.state().file().getParent()).toString();
    }
}
