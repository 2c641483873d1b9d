/**
 * Decides about many units: which may start, which has to stop first, what a change of plan does to
 * each, and what waiting clients are told. No I/O, no thread, no clock: units are behind {@link
 * io.ottugi.supervisor.fleet.Unit}, the file of overrides behind {@link
 * io.ottugi.supervisor.fleet.OverrideStore}, and times are arguments.
 *
 * <p>Start at {@link io.ottugi.supervisor.fleet.Fleet}. Package {@code lifecycle} decides about one
 * unit; this package never changes a unit but by an {@code Event}. Package {@code runtime} owns the
 * loop, performs what machines decide, reads requests and puts outcomes into words. The simulation
 * in the tests drives this package with real machines and checks what this text promises.
 *
 * <h2>Two facts about each unit</h2>
 *
 * <p>The <i>desired state</i> (up or down) stands in {@code DesiredStates} and nowhere else. It is
 * set by five things only: the configuration ({@code autostart}) when a unit comes into the plan,
 * an operator's start, stop or restart, the removal from the plan, and the end of the supervisor,
 * which wants all units down. The restart policy does not change it: a unit that is given up, or
 * has exited, is still desired up. A reload that changes {@code autostart} does not change it
 * either, since that setting tells what happens at the start of a supervisor.
 *
 * <p>The <i>snapshot</i> is what the unit's machine has come to. Its own {@code desired} is what
 * the unit has been told, which may be older than the desired state: a stop whose turn has not come
 * is desired, and not told. Whoever asks what is wanted of a unit asks {@code DesiredStates};
 * whoever asks what it does asks the snapshot.
 *
 * <h2>Overrides</h2>
 *
 * <p>What operators ask for by hand has to outlive the supervisor. {@code OperatorOverrides} is
 * that part of the desired states that differs from the configuration, and what is stored of it. It
 * is stored before anything is done of a request, once for all units of the request. If that fails
 * the request is carried out all the same, its client is told that a next supervisor would not know
 * it, and storing is tried again every two seconds. The next supervisor begins each unit with its
 * override, else with {@code autostart}. An override is forgotten when its unit leaves the plan. A
 * number of instances (scale) is kept beside the configured number of that time, and holds until
 * the configuration says another one.
 *
 * <h2>Dependencies</h2>
 *
 * <p>A unit that comes {@code after} a worker depends on all its instances. That means three
 * things. It starts when they are <i>ready</i>: running, or, for a task ({@code oneshot}), ended
 * with success. It is stopped before them. With {@code restart_with} it is also restarted when one
 * of them falls or is restarted. A dependency that falls does not stop its dependents otherwise,
 * and a dependency that an operator stops alone leaves its dependents running: an order is not a
 * requirement.
 *
 * <p><b>Starts</b> pass {@code StartGate}. A machine that wants to start, at first or after a fall,
 * stands in {@code WAITING} and asks; it is in line until it leaves that state. The gate answers
 * {@code MayStart} at a turn at which nothing is missing: no process that may be its own, no
 * pending stop of itself, each dependency ready and not about to stop, its user looked up, its turn
 * by {@code start_rate}. The line is first come, first served; a unit that must wait for others
 * does not hold up those behind it. A closed gate, once the supervisor leaves, starts nothing.
 *
 * <p><b>Stops</b> pass {@code OrderedStops}. A task says that a unit has to end what runs; what
 * comes then is its desired state. A task is told (as {@code Stop} or {@code Restart}) when the
 * unit has no process, or no dependent, near or far, is up with a task of its own. So dependents go
 * first, all that may stop together does, and nobody waits for a dependent that is to go on. A task
 * is done when the unit has no process any more or a newer generation. A later request replaces the
 * task of an earlier one; a start drops it if the unit had been desired down, and leaves it if it
 * was to be restarted anyway. While a unit has a task the gate does not let it start, and units
 * after it wait as well: a restart of a chain goes down from its end and comes up from its root.
 *
 * <h2>Changes of plan</h2>
 *
 * <p>{@code Reconciler} compares the units with the specifications of the plan, with as many
 * instances as operators asked for. A unit that is in the plan no more is desired down, stopped in
 * order, and deleted once it has stopped; until then it counts as a dependent and a dependency. If
 * it comes back before that it is planned anew and the same unit goes on. A unit whose process was
 * started otherwise than the new specification says is restarted if it is desired up; everything
 * else is changed in place. {@code preview} and {@code change} decide by the same function.
 *
 * <p><b>A rolling restart</b> is one operation of many steps: each unit that the operator named,
 * then at once all that are restarted with those. A unit is desired up from its own turn on, not
 * before, so that what the restart never comes to stays as it was. A unit for which somebody asks
 * for something else meanwhile is left alone. The first step that goes wrong ends it, and the
 * client is told that the rest was not touched.
 *
 * <h2>Clients that wait</h2>
 *
 * <p>An {@code Operation} is what one client waits for: a {@code Goal} for each unit. It changes
 * nothing; a client that leaves, or whose time is over, takes nothing back. A goal is looked at in
 * each turn and must come to an {@code Outcome} in every case in which its unit does not move by
 * itself any more: it is where it was wanted, it fell, it was asked for otherwise by somebody else,
 * or it waits for something that stays down, be it over several units. That is the rule to keep
 * when a state or a command is added: find out what those who wait already are told.
 *
 * <p>{@code Startup} is such a client for the operator who typed {@code up}: its goals are all
 * units that are desired up at first. {@code Completion} asks whether anything is left that could
 * start, for supervisors that end with their units.
 *
 * <h2>One turn</h2>
 *
 * <p>Events come first. Then {@code Fleet.advance} tells stops whose turn has come, starts what may
 * start, and looks at operations; a rolling restart that goes on begins this anew. Then removed
 * units that have stopped are deleted, and what could not be stored is tried again. {@code wakeAt}
 * says when the next turn is due though nothing happens; it is never a time at which there would be
 * nothing to do, so that the loop does not spin.
 */
@NullMarked
package io.ottugi.supervisor.fleet;

import org.jspecify.annotations.NullMarked;
