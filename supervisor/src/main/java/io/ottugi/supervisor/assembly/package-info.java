/**
 * The object graph of a supervisor, made by hand, and its two front ends: detached and in the
 * foreground. Start at {@link io.ottugi.supervisor.assembly.Assembly}. Only the command line comes
 * here; nothing else knows how the parts are put together.
 */
@NullMarked
package io.ottugi.supervisor.assembly;

import org.jspecify.annotations.NullMarked;
