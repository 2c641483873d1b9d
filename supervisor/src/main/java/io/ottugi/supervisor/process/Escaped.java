package io.ottugi.supervisor.process;

import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * By what a process is known that has left a worker and carries nothing of it any more, as a server
 * does that goes into the background and writes a title over its environment: it is an orphan that
 * fell to us and no worker's first process, it began after the worker did, and it runs the worker's
 * own program or writes to the worker's own log.
 *
 * <p>For generations that lived for a moment only: in a longer time another worker may have left
 * such a process. Files are looked at on the thread that takes the passes over {@code /proc}.
 */
public final class Escaped {
    /** Nothing is known to leave it in this way. */
    public static final Escaped NONE =
            new Escaped(Long.MAX_VALUE, null, new LogPaths(null, null), pid -> true);

    private final long since;
    private final @Nullable String program;
    private final LogPaths logs;
    private final LongPredicate first;
    private @Nullable Looks looks;

    private record Looks(Optional<String> image, Set<String> files) {}

    private Escaped(long since, @Nullable String program, LogPaths logs, LongPredicate first) {
        this.since = since;
        this.program = program;
        this.logs = logs;
        this.first = first;
    }

    /**
     * What may have left a generation.
     *
     * @param program its path, null if it is not known
     * @param first whether a process is the first one of any worker
     */
    public static Escaped from(
            ProcessIdentity leader, @Nullable String program, LogPaths logs, LongPredicate first) {
        return new Escaped(leader.startTicks(), program, logs, first);
    }

    /** Whether a process is the first one of any worker. */
    boolean isFirst(long pid) {
        return first.test(pid);
    }

    /** Whether an orphan without a cookie is one. */
    boolean is(ProcStat orphan) {
        if (orphan.startTicks() < since || first.test(orphan.pid())) {
            return false;
        }
        Looks its = looks();
        return Image.of(orphan.pid())
                        .filter(image -> its.image().filter(image::equals).isPresent())
                        .isPresent()
                || Suspects.writes(orphan.pid(), its.files());
    }

    private Looks looks() {
        Looks known = looks;
        if (known == null) {
            known =
                    new Looks(
                            Optional.ofNullable(program)
                                    .flatMap(path -> Image.ofProgram(Path.of(path))),
                            Adoption.files(logs));
            looks = known;
        }
        return known;
    }
}
