/**
 * A small world in virtual time around the real {@code WorkerMachine}: processes that die, hang and
 * leave others behind, starts that fail, news that comes late or twice, and an operator who keeps
 * changing his mind.
 *
 * <p>Start at {@link io.ottugi.supervisor.lifecycle.simulation.Simulation}. What the documentation
 * promises stands in the {@code …Promises} classes, one small class each, and is checked after
 * every step. All that happens follows from one seed; nothing here reads a clock or waits.
 */
@NullMarked
package io.ottugi.supervisor.lifecycle.simulation;

import org.jspecify.annotations.NullMarked;
