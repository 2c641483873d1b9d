package io.ottugi.supervisor.proc;

import org.jspecify.annotations.Nullable;

/**
 * What a worker takes of the machine, all its processes together.
 *
 * @param processes how many live
 * @param pss bytes of memory, what is shared counted in proportion (Pss of proc_pid_smaps(5)); null
 *     if we may not know
 * @param cpuSeconds processor time, that of children which have ended included
 */
public record Footprint(int processes, @Nullable Long pss, double cpuSeconds) {}
