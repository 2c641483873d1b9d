/**
 * The files of a worker's log and the record of them: the live file ({@code LogFile} opens it), the
 * archives, and {@code LogState}, which says which positions are where. Writer ({@code
 * logs.rotate}) and readers ({@code logs.read}) agree on nothing else. Starts no thread, waits for
 * nothing, and knows neither of the two. Start at {@code LogState}.
 */
@NullMarked
package io.ottugi.supervisor.logs.record;

import org.jspecify.annotations.NullMarked;
