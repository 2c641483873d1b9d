package io.ottugi.supervisor.logs.read;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.FileBytes;
import io.ottugi.supervisor.logs.record.LogState;
import io.ottugi.supervisor.logs.record.PendingRotation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Detects whether a rotation that an ended supervisor left unfinished has cut the live file. The
 * file is not cut as long as it begins with the bytes of the part file. All of them are compared
 * once, afterwards only the first block and the last.
 */
final class CutDetector {
    private static final int BLOCK = 64 * 1024;

    /** A cut that takes longer is taken for one that nobody finishes. */
    private static final Duration CUT = Duration.ofMillis(300);

    private static final Duration LOOK = Duration.ofMillis(1);

    private final Path live;
    private final LogStateReader states;
    private @Nullable LogState stuck;
    private @Nullable PendingRotation compared;

    CutDetector(Path live, LogStateReader states) {
        this.live = live;
        this.states = states;
    }

    /** Returns true if the record stays unchanged for longer than a cut takes. */
    boolean isStuck(LogState now) throws IOException {
        if (now.equals(stuck)) {
            return true;
        }
        for (long waited = 0; waited < CUT.toMillis(); waited += LOOK.toMillis()) {
            LockSupport.parkNanos(LOOK.toNanos());
            if (!states.isUnchanged(now)) {
                return false;
            }
        }
        stuck = now;
        return true;
    }

    /** Returns the position of the live file's offset 0; a guess unless the record is stuck. */
    long liveStart(LogState now, PendingRotation cut) throws IOException {
        if (!isStuck(now)) {
            return cut.to();
        }
        try (FileChannel part = open(Archive.part(live, cut.sequence()))) {
            return isCut(now, cut, part) ? cut.from() + part.size() : now.start();
        } catch (NoSuchFileException e) {
            // The part file is renamed to the archive after the cut.
            return cut.from() + archived(cut);
        }
    }

    /** Returns the archive's length, which a truncating rotation makes longer than intended. */
    private long archived(PendingRotation cut) throws IOException {
        try {
            return Files.size(Archive.plain(live, cut.sequence()));
        } catch (NoSuchFileException e) {
            return cut.length();
        }
    }

    private boolean isCut(LogState now, PendingRotation rotating, FileChannel part)
            throws IOException {
        long length = part.size();
        try (FileChannel whole = open(live)) {
            if (whole.size() < now.hole() + length) {
                return true;
            }
            long stride = rotating.equals(compared) ? Math.max(BLOCK, length - BLOCK) : BLOCK;
            for (long at = 0; at < length; at += stride) {
                int size = (int) Math.min(BLOCK, length - at);
                if (!FileBytes.areSame(whole, now.hole() + at, part, at, size)) {
                    return true;
                }
            }
            compared = rotating;
            return false;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }
}
