package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.fleet.OverrideStore.Scale;
import io.ottugi.supervisor.fleet.OverrideStore.Stored;
import io.ottugi.supervisor.lifecycle.Desired;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The requests that operators made by hand. Each holds over a reload and a new supervisor, until an
 * operator asks for something else.
 */
public final class OperatorOverrides {
    /** The highest number of instances that can be asked for. */
    public static final int MOST_INSTANCES = 10_000;

    private final OverrideStore store;
    private final Consumer<String> notes;
    private final Map<String, Desired> units;
    private final Map<String, Scale> scales;
    private final RetriedStore onDisk;

    /**
     * Loads what was stored last.
     *
     * @param notes takes sentences for people when something cannot be stored or does not hold
     */
    public OperatorOverrides(OverrideStore store, Consumer<String> notes) {
        this.store = store;
        this.notes = notes;
        Stored stored = store.load();
        this.units = new TreeMap<>(stored.units());
        this.scales = new TreeMap<>(stored.scales());
        this.onDisk =
                new RetriedStore(
                        this::save, "what was asked for by hand is kept on disk again", notes);
    }

    /** The desired state that an operator asked for; empty if the configuration holds. */
    public Optional<Desired> of(String unit) {
        return Optional.ofNullable(units.get(unit));
    }

    /** Returns the number of instances that a worker is to have. */
    public int instances(Definition worker) {
        int configured = worker.instances().orElse(0);
        Scale scale = scales.get(worker.name());
        return scale == null || scale.configured() != configured ? configured : scale.instances();
    }

    /** Sets what an operator wants of a unit; {@link #store} stores it. */
    void set(WorkerSpec unit, Desired desired) {
        boolean asConfigured = desired == Desired.UP && unit.autostart();
        Desired before = asConfigured ? units.remove(unit.name()) : units.put(unit.name(), desired);
        changed(before != (asConfigured ? null : desired));
    }

    void scale(Definition worker, int instances) {
        int configured = worker.instances().orElse(0);
        if (instances == configured) {
            scales.remove(worker.name());
        } else {
            scales.put(worker.name(), new Scale(instances, configured));
        }
        onDisk.changed();
    }

    /** Goes back to the configured number of instances, where somebody asked for another. */
    void forgetScales() {
        if (!scales.isEmpty()) {
            notes.accept(
                    "as many instances as were asked for by hand are impossible now; there are as"
                            + " many as are configured of "
                            + String.join(", ", scales.keySet()));
            scales.clear();
            onDisk.changed();
        }
    }

    /** Forgets units and workers that are no more. */
    void retain(Set<String> unitNames, Set<String> workerNames) {
        changed(units.keySet().retainAll(unitNames));
        changed(scales.keySet().retainAll(workerNames));
    }

    /** Forgets all of it, since something newer was asked for. */
    public void forgetAll() {
        if (!units.isEmpty() || !scales.isEmpty()) {
            units.clear();
            scales.clear();
            onDisk.changed();
        }
    }

    /**
     * Stores what has changed, once for all that a request asks for. What could not be stored is
     * tried again.
     *
     * @param now monotonic nanoseconds
     * @return a sentence if a next supervisor would not know it all
     */
    public Optional<String> store(long now) {
        return onDisk.store(now);
    }

    /** Stores what no request has, and what could not be stored when it is time again. */
    void storeLate(long now) {
        onDisk.storeLate(now);
    }

    /**
     * Returns the moment of the next try, monotonic nanoseconds; {@link Long#MAX_VALUE} for never.
     */
    long wakeAt() {
        return onDisk.wakeAt();
    }

    /** A sentence that says what is not stored and why; empty if all is. */
    public Optional<String> notStored() {
        return onDisk.notStored();
    }

    /** Stores everything again at the next turn, since the stored overrides are gone. */
    public void storeAgain() {
        changed(!(units.isEmpty() && scales.isEmpty()));
    }

    private void changed(boolean really) {
        if (really) {
            onDisk.changed();
        }
    }

    private Optional<String> save() {
        return store.save(new Stored(units, scales))
                .map(
                        why ->
                                "what was asked for by hand cannot be kept on disk, and a next"
                                        + " supervisor would not know it: "
                                        + why);
    }
}
