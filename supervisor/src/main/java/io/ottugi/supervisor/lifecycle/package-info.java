/**
 * The pure core: what a worker's state is, and what happens to it next.
 *
 * <p>Start at {@link io.ottugi.supervisor.lifecycle.WorkerMachine}: one method per event, each a
 * {@code switch} over {@link io.ottugi.supervisor.lifecycle.State} that the compiler keeps
 * complete.
 *
 * <p>There is no I/O here, no thread, no clock and no lock. Time is an argument: monotonic
 * nanoseconds, whose zero has no meaning. This package imports nothing but {@code java.lang},
 * {@code java.util} and {@code java.time}.
 */
@NullMarked
package io.ottugi.supervisor.lifecycle;

import org.jspecify.annotations.NullMarked;
