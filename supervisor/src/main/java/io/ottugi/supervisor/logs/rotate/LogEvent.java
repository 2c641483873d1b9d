package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.events.EventFields;
import io.ottugi.supervisor.events.EventKind;

/**
 * An event of a worker's log file.
 *
 * @param event such as {@link EventKind#LOG_ROTATED}
 * @param details of the event, without the worker
 * @param sentence for people
 */
public record LogEvent(String worker, EventKind event, EventFields details, String sentence) {}
