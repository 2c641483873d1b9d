/**
 * Looks at each end of a worker beside the loop: gathers the facts, has {@code diagnosis} conclude
 * from them, and keeps both as an incident. Nothing here decides what happens to a worker, delays
 * its restart, or throws at who asks.
 *
 * <p>Start at {@link io.ottugi.supervisor.evidence.EvidenceDesk}.
 */
@NullMarked
package io.ottugi.supervisor.evidence;

import org.jspecify.annotations.NullMarked;
