/**
 * The processes of a worker: finding them again, their record, signals, and the end of all that is
 * left of a generation.
 *
 * <p>Start at {@link io.ottugi.supervisor.process.Adoption} and {@link
 * io.ottugi.supervisor.process.Remains}. What follows from an end is decided in {@code lifecycle},
 * not here.
 */
@NullMarked
package io.ottugi.supervisor.process;

import org.jspecify.annotations.NullMarked;
