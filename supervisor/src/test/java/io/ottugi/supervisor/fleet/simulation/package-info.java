/**
 * Drives whole fleets of units, each with its real machine, through random commands, falls and
 * deaths of the supervisor in virtual time. Each promise of the documentation is a checker.
 *
 * <p>Start at {@code FleetSimulation}. {@code Kernel} holds the processes, which outlive
 * supervisors; {@code SimulatedSupervisor} does what the loop does; {@code Promise} and its
 * subclasses know nothing of how the fleet decides.
 */
@NullMarked
package io.ottugi.supervisor.fleet.simulation;

import org.jspecify.annotations.NullMarked;
