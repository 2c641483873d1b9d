/**
 * Looks at a living process that is about to be killed or was asked for a dump: stacks, threads,
 * memory, descriptors. Start at {@link io.ottugi.supervisor.evidence.live.LiveExaminer}.
 */
@NullMarked
package io.ottugi.supervisor.evidence.live;

import org.jspecify.annotations.NullMarked;
