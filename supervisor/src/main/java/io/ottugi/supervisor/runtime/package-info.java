/**
 * The event loop: one thread that takes every exit, timer, signal and request from one inbox, lets
 * {@code fleet} and {@code lifecycle} decide, and performs what they decided.
 *
 * <p>Start at {@link io.ottugi.supervisor.runtime.Supervisor}. All state is owned by that thread,
 * so there are no locks; others only post to the {@link io.ottugi.supervisor.runtime.loop.Inbox}.
 * Nothing here waits but the inbox itself.
 */
@NullMarked
package io.ottugi.supervisor.runtime;

import org.jspecify.annotations.NullMarked;
