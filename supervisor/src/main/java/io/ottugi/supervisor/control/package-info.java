/**
 * The control socket: newline-delimited JSON over a Unix socket, one request a connection and one
 * reply or several. Only the supervisor's owner and root may speak, and nobody can keep it waiting
 * nor fill its memory.
 *
 * <p>Start at {@link io.ottugi.supervisor.control.ControlServer}; the other end is {@link
 * io.ottugi.supervisor.control.ControlClient}. {@link io.ottugi.supervisor.control.Protocol} has
 * the frames, {@code docs/control.md} explains them. What a request means is decided in {@code
 * runtime}.
 */
@NullMarked
package io.ottugi.supervisor.control;

import org.jspecify.annotations.NullMarked;
