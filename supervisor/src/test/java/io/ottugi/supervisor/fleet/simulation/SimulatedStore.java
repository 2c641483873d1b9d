package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.fleet.OverrideStore;
import java.util.Optional;

/** A disk that is full now and then. */
public final class SimulatedStore implements OverrideStore {
    private Stored stored = Stored.NOTHING;
    private boolean full;

    /** Makes the disk full, or lets it have room again. */
    public void setFull(boolean full) {
        this.full = full;
    }

    Stored stored() {
        return stored;
    }

    @Override
    public Stored load() {
        return stored;
    }

    @Override
    public Optional<String> save(Stored overrides) {
        if (full) {
            return Optional.of("No space left on device");
        }
        stored = overrides;
        return Optional.empty();
    }
}
