/**
 * What a supervisor is told to do: settings as text, and the immutable records made of them.
 *
 * <p>Start at {@link io.ottugi.supervisor.config.Key}, the one list of settings: the command line,
 * the hand-over to the supervisor, the boot entry and the help all iterate over it. A {@link
 * io.ottugi.supervisor.config.WorkerSpec} is valid by construction; nothing after it checks again.
 *
 * <p>There is no I/O here. This package sees {@code lifecycle} and {@code java.*} only.
 */
@NullMarked
package io.ottugi.supervisor.config;

import org.jspecify.annotations.NullMarked;
