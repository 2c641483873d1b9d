package io.ottugi.supervisor.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.lifecycle.Desired;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Operators' overrides are stored once a request; what could not be is told and tried again. */
class OperatorOverridesTest {
    private static final long LATER = 3_000_000_000L;

    private final List<String> notes = new ArrayList<>();
    private final List<OverrideStore.Stored> saved = new ArrayList<>();
    private boolean full;

    private final OverrideStore store =
            new OverrideStore() {
                @Override
                public Stored load() {
                    return saved.isEmpty() ? Stored.NOTHING : saved.get(saved.size() - 1);
                }

                @Override
                public Optional<String> save(Stored overrides) {
                    if (full) {
                        return Optional.of("No space left on device");
                    }
                    saved.add(overrides);
                    return Optional.empty();
                }
            };

    @Test
    void whatCannotBeStoredIsToldAndStoredWhenThereIsRoom() throws Exception {
        OperatorOverrides overrides = new OperatorOverrides(store, notes::add);
        full = true;
        assertEquals(Optional.empty(), overrides.store(0));
        overrides.set(worker(), Desired.DOWN);
        assertTrue(
                overrides.store(0).orElseThrow().contains("a next supervisor would not know it"));
        assertEquals(1, notes.size());
        full = false;
        overrides.storeLate(1);
        assertTrue(overrides.notStored().isPresent());
        assertTrue(overrides.wakeAt() <= LATER);
        overrides.storeLate(LATER);
        assertEquals(Optional.empty(), overrides.notStored());
        assertEquals(Long.MAX_VALUE, overrides.wakeAt());
        assertEquals(2, notes.size());
        assertEquals(
                Optional.of(Desired.DOWN),
                new OperatorOverrides(store, notes::add).of(worker().name()));
    }

    @Test
    void aRequestThatChangesNothingIsNotStored() throws Exception {
        OperatorOverrides overrides = new OperatorOverrides(store, notes::add);
        overrides.set(worker(), Desired.DOWN);
        assertEquals(0, saved.size());
        overrides.store(0);
        overrides.set(worker(), Desired.DOWN);
        overrides.store(0);
        assertEquals(1, saved.size());
        assertEquals(List.of(), notes);
    }

    private static WorkerSpec worker() throws BadSetting {
        return Plan.single(InstanceName.DEFAULT, Settings.none(), List.of("x")).specs().get(0);
    }
}
