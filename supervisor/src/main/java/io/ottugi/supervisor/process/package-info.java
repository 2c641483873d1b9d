/**
 * Operating-system processes: starting them, knowing them again, finding all that belong to a
 * worker, and noticing their end.
 *
 * <p>Start at {@link io.ottugi.supervisor.process.ProcessStarter}. A pid is never trusted alone,
 * only together with its kernel start time ({@link io.ottugi.supervisor.process.ProcessIdentity})
 * or through a pidfd. What follows from an end is decided in {@code lifecycle}, not here.
 */
@NullMarked
package io.ottugi.supervisor.process;

import org.jspecify.annotations.NullMarked;
