/**
 * The control socket: newline-delimited JSON over a Unix socket, one request and one reply a
 * connection. Only the supervisor's owner and root may speak, and nobody can keep it waiting.
 *
 * <p>Start at {@link io.ottugi.supervisor.control.ControlServer}; the other end is {@link
 * io.ottugi.supervisor.control.ControlClient}. What a request means is decided in {@code runtime}.
 */
@NullMarked
package io.ottugi.supervisor.control;

import org.jspecify.annotations.NullMarked;
