package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Desired;
import java.util.Map;
import java.util.Optional;

/** Stores operators' overrides so that the next supervisor knows them. */
public interface OverrideStore {
    /**
     * All overrides at one moment.
     *
     * @param units the desired state of units, by name
     * @param scales the number of instances of workers, by name
     */
    record Stored(Map<String, Desired> units, Map<String, Scale> scales) {
        public static final Stored NOTHING = new Stored(Map.of(), Map.of());

        public Stored {
            units = Map.copyOf(units);
            scales = Map.copyOf(scales);
        }
    }

    /**
     * A number of instances that an operator asked for.
     *
     * @param instances the number
     * @param configured the number in the configuration at that time; once the configuration says
     *     another one, that holds
     */
    record Scale(int instances, int configured) {}

    /** Reads what was saved last; nothing if there is none or it cannot be read. */
    Stored load();

    /**
     * Saves all of it durably in place of what was saved before.
     *
     * @return why it could not be saved; empty if it is
     */
    Optional<String> save(Stored overrides);
}
