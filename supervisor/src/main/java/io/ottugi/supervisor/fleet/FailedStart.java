package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Fall;

/**
 * A start for whose failure the supervisor ends.
 *
 * @param fall the failure; the unit's last fall may be another by the time it is told
 */
public record FailedStart(Unit unit, Fall fall) {}
