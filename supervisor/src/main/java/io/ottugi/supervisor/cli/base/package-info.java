/**
 * The parts that all commands share: a command, its context, the screen, the way to a supervisor.
 *
 * <p>Start at {@link io.ottugi.supervisor.cli.base.Command}. No command is known here.
 */
@NullMarked
package io.ottugi.supervisor.cli.base;

import org.jspecify.annotations.NullMarked;
