package io.ottugi.supervisor.logs;

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
 * Tells of a rotation that nobody finishes, since the supervisor was killed, whether the live file
 * has been cut: it has not as long as it begins with what the part file holds. All of that is
 * compared once, and then only both its ends.
 */
final class CutJudge {
    private static final int BLOCK = 64 * 1024;

    /** How long a cut may take until we look ourselves whether it has happened. */
    private static final Duration CUT = Duration.ofMillis(300);

    private static final Duration LOOK = Duration.ofMillis(1);

    private final Path live;
    private final KnownState states;
    private @Nullable LogState stuck;
    private @Nullable Rotating compared;

    CutJudge(Path live, KnownState states) {
        this.live = live;
        this.states = states;
    }

    /** Whether a record stays as it is, though a cut takes a moment only. */
    boolean isStuck(LogState now) throws IOException {
        if (now.equals(stuck)) {
            return true;
        }
        for (long waited = 0; waited < CUT.toMillis(); waited += LOOK.toMillis()) {
            LockSupport.parkNanos(LOOK.toNanos());
            if (!states.isStill(now)) {
                return false;
            }
        }
        stuck = now;
        return true;
    }

    /** The position of the live file's offset 0, if the record is stuck; else that is open. */
    long liveStart(LogState now, Rotating cut) throws IOException {
        if (!isStuck(now)) {
            return cut.to();
        }
        try (FileChannel part = open(Archive.part(live, cut.sequence()))) {
            return isCut(now, cut, part) ? cut.from() + part.size() : now.start();
        } catch (NoSuchFileException e) {
            // It gets its name as an archive after the cut.
            return cut.from() + archived(cut);
        }
    }

    /** Where a file can only be truncated, more than was intended may have been saved before. */
    private long archived(Rotating cut) throws IOException {
        try {
            return Files.size(Archive.plain(live, cut.sequence()));
        } catch (NoSuchFileException e) {
            return cut.length();
        }
    }

    private boolean isCut(LogState now, Rotating rotating, FileChannel part) throws IOException {
        long length = part.size();
        try (FileChannel whole = open(live)) {
            if (whole.size() < now.hole() + length) {
                return true;
            }
            long stride = rotating.equals(compared) ? Math.max(BLOCK, length - BLOCK) : BLOCK;
            for (long at = 0; at < length; at += stride) {
                int size = (int) Math.min(BLOCK, length - at);
                if (!LiveFile.sameBytes(whole, now.hole() + at, part, at, size)) {
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
