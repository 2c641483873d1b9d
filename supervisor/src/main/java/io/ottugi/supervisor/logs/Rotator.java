package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.logs.Rotated.Method;
import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.OpenWatch;
import io.ottugi.supervisor.posix.PosixException;
import io.ottugi.supervisor.posix.Truncated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
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
 * and the file truncated. Where somebody writes at an offset of his own, a hole is punched instead,
 * so that no byte moves.
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

    /** Who opens the file again and again is not waited for: a hole harms nobody. */
    private static final int MOST_LOOKS = 3;

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
            long hole = log.state().hole();
            OptionalLong end = files.nextHole(live.descriptor(), hole);
            long wanted = amount.applyAsLong(facts.size() - hole);
            long length = Math.min(wanted, end.orElse(hole) - hole);
            return length <= 0 ? null : rotate(log, live, length);
        } catch (IOException e) {
            throw RotationFailed.of("cannot rotate " + file, e);
        } catch (PosixException e) {
            throw RotationFailed.of("cannot rotate " + file, e);
        }
    }

    /**
     * Passes over a hole where the file's output should begin, which belongs into no archive: a
     * truncated file to which somebody writes at an offset of his own has one.
     *
     * @return how many bytes, whole blocks; 0 if there is no hole
     */
    long skipHole(LogStateFile log) throws IOException {
        LogState state = log.state();
        try (OpenFile live = OpenFile.forUpdate(files, state.file())) {
            OptionalLong data = files.nextData(live.descriptor(), state.hole());
            long blocks = live.facts().size() / RotationPolicy.BLOCK;
            long skipped = data.orElse(blocks * RotationPolicy.BLOCK) - state.hole();
            if (skipped > 0) {
                log.change(StateEdit.of(state).holeGrewBy(skipped));
            }
            return Math.max(0, skipped);
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
            try (OpenFile copy = OpenFile.created(files, part, live.facts().mode());
                    OpenWatch opens = watchOpens(live)) {
                steps.reached(RotationStep.PART_MADE);
                secure(live, before.hole(), length, copy);
                files.forceDirectory(directory(log));
                forceMost(live);
                return isWrittenAtOffset(log, live)
                        ? punch(log, live)
                        : cut(log, live, copy, opens);
            }
        } catch (IOException | PosixException | RotationFailed e) {
            settling.tryToSettle(log);
            throw e;
        }
    }

    private void secure(OpenFile live, long offset, long length, OpenFile part) throws IOException {
        // Pages that are on disk already are spliced without being copied.
        files.force(live.descriptor());
        long copied = files.copy(live.descriptor(), offset, length, part.descriptor());
        if (copied != length) {
            throw new IOException("it became shorter meanwhile");
        }
        steps.reached(RotationStep.COPIED);
        files.force(part.descriptor());
        steps.reached(RotationStep.SECURED);
    }

    private OpenWatch watchOpens(OpenFile live) {
        try {
            return files.watchOpens(live.descriptor());
        } catch (PosixException e) {
            return OpenWatch.UNKNOWN;
        }
    }

    /**
     * Looks whether anybody writes to whom a cut would do harm.
     *
     * @throws RotationFailed if he writes before what is to stay
     */
    private boolean isWrittenAtOffset(LogStateFile log, OpenFile live)
            throws IOException, RotationFailed {
        Path file = log.state().file();
        long stays = leaving(log.state());
        if (live.facts().size() <= stays) {
            throw new IOException("it became shorter meanwhile");
        }
        Optional<NonAppending> writer = NonAppending.lowest(live.facts().id());
        if (writer.isPresent() && writer.get().offset() < stays) {
            throw new RotationFailed(writer.get().sentence(file));
        }
        return writer.isPresent();
    }

    /**
     * Looks again as long as somebody has opened the file since the last look. It is done last of
     * all: who opens the file after it, and finds its end before the cut, would leave a gap.
     */
    private boolean mayBeWrittenAtOffset(LogStateFile log, OpenFile live, OpenWatch opens)
            throws IOException, RotationFailed {
        for (int looks = 0; opens.wasOpened(); looks++) {
            if (looks == MOST_LOOKS || isWrittenAtOffset(log, live)) {
                return true;
            }
        }
        return false;
    }

    /** The offset of the first byte that is to stay. */
    private static long leaving(LogState state) {
        return state.hole() + Objects.requireNonNull(state.rotating()).length();
    }

    private Rotated punch(LogStateFile log, OpenFile live) throws IOException, RotationFailed {
        LogState before = log.state();
        Rotating punching = Objects.requireNonNull(before.rotating()).punching();
        log.changeDurably(StateEdit.of(before).rotating(punching));
        steps.reached(RotationStep.COMMITTED);
        files.punchHole(live.descriptor(), before.hole(), punching.length());
        steps.reached(RotationStep.CUT);
        Path archive = settling.archive(log, punching.length());
        return new Rotated(archive, punching.length(), Method.PUNCH_HOLE, 0);
    }

    private Rotated cut(LogStateFile log, OpenFile live, OpenFile part, OpenWatch opens)
            throws IOException, RotationFailed {
        LogState before = log.state();
        Rotating copied = Objects.requireNonNull(before.rotating());
        LiveCut cut = new LiveCut(copied, before.start(), live.facts().size());
        log.cuts(cut);
        log.changeDurably(StateEdit.of(before).rotating(cutting(live, before)));
        steps.reached(RotationStep.COMMITTED);
        if (mayBeWrittenAtOffset(log, live, opens)) {
            return punch(log, live);
        }
        try {
            cut.isAboutToCut(live.facts().size());
            files.collapse(live.descriptor(), leaving(before));
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

    private Rotating cutting(OpenFile live, LogState before) {
        Rotating copied = Objects.requireNonNull(before.rotating());
        OptionalLong block = files.physicalAddress(live.descriptor(), before.hole());
        OptionalLong next = files.physicalAddress(live.descriptor(), leaving(before));
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
                        live.descriptor(), leaving(log.state()), size, part.descriptor());
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
