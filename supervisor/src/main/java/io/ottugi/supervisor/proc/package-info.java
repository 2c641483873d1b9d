/**
 * Readers of the kernel's facts about processes in {@code /proc} and {@code /sys}: states, parents,
 * cookies, descriptors, cgroups. Reads only, and reports nothing that is not there any more. Start
 * at {@link io.ottugi.supervisor.proc.ProcStat}; a pid is never trusted alone, only with its kernel
 * start time ({@link io.ottugi.supervisor.proc.ProcessIdentity}).
 */
@NullMarked
package io.ottugi.supervisor.proc;

import org.jspecify.annotations.NullMarked;
