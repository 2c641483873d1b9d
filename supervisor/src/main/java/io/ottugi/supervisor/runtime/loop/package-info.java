/**
 * The loop itself: one inbox, one thread, one clock, and the journal of what happens. Start at
 * {@link io.ottugi.supervisor.runtime.loop.Loop}. Nothing here knows a worker.
 */
@NullMarked
package io.ottugi.supervisor.runtime.loop;

import org.jspecify.annotations.NullMarked;
