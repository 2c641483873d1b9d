/**
 * Starts processes and notices their end: the exec chain, accounts, environment, limits. Start at
 * {@link io.ottugi.supervisor.process.launch.ProcessStarter}; {@link
 * io.ottugi.supervisor.process.launch.ExitWatch} tells of an end through a pidfd.
 */
@NullMarked
package io.ottugi.supervisor.process.launch;

import org.jspecify.annotations.NullMarked;
