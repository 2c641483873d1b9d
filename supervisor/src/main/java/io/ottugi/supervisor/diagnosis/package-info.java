/**
 * The reason of a worker's end, concluded from facts that are given: no I/O, no clock. Start at
 * {@link io.ottugi.supervisor.diagnosis.Rules}; {@link io.ottugi.supervisor.diagnosis.Facts} is all
 * that a rule may go by, and {@link io.ottugi.supervisor.diagnosis.Masking} takes secrets out of
 * what is quoted.
 */
@NullMarked
package io.ottugi.supervisor.diagnosis;

import org.jspecify.annotations.NullMarked;
