/**
 * Incidents on disk: folders of bounded size and number, which are complete or not there. Start at
 * {@link io.ottugi.supervisor.evidence.incident.Incidents}.
 */
@NullMarked
package io.ottugi.supervisor.evidence.incident;

import org.jspecify.annotations.NullMarked;
