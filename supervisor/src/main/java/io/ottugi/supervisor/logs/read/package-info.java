/**
 * The readers' side of logs: reads archives and live file as the one stream that was written, by
 * position, and shows it. Never changes a file, needs no supervisor, and never knows {@code
 * logs.rotate}. Start at {@code LogReader}.
 */
@NullMarked
package io.ottugi.supervisor.logs.read;

import org.jspecify.annotations.NullMarked;
