/**
 * The files that workers write to. They append to them themselves: nothing here is between a worker
 * and its file. {@code LogKeeper} cuts the files while they are written to, {@code LogReader} reads
 * archives and live file as one stream, and {@code LogState} is what both agree on. Asks nobody
 * about workers; what happens is told by {@code LogNews}.
 */
@NullMarked
package io.ottugi.supervisor.logs;

import org.jspecify.annotations.NullMarked;
