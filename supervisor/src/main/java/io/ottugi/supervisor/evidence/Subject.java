package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import java.util.OptionalLong;

/**
 * A generation of a worker.
 *
 * @param spec as it is now
 * @param pid of its first process, which may be gone
 * @param positions where its output began
 * @param jvm where its JVM, if it is one, leaves what it writes when it fails
 */
public record Subject(WorkerSpec spec, Cookie cookie, long pid, Positions positions, JvmFiles jvm) {
    /**
     * Positions in its log files, counted over rotations, at its start.
     *
     * @param output empty where there is no file, or nobody knows
     * @param errors likewise, of the file that takes its errors alone
     */
    public record Positions(OptionalLong output, OptionalLong errors) {
        public static final Positions UNKNOWN =
                new Positions(OptionalLong.empty(), OptionalLong.empty());
    }

    public String worker() {
        return spec.name();
    }

    public long generation() {
        return cookie.generation();
    }
}
