package io.ottugi.supervisor.runtime.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signals that are not permitted: counted while the process lives, told once. */
class RefusalsTest {
    private final Set<ProcessIdentity> living = new HashSet<>();
    private final Refusals refusals = new Refusals(living::contains);

    @Test
    void eachIsCountedAndTheFirstOfEachSignalTold() {
        assertTrue(refusals.add(process(12), SignalName.TERM));
        assertTrue(refusals.add(process(12), SignalName.KILL));
        assertFalse(refusals.isKillFutile());
        assertFalse(refusals.add(process(12), SignalName.KILL));
        assertTrue(refusals.isKillFutile());
        assertTrue(refusals.add(process(13), SignalName.KILL));
        assertEquals(
                "{\"count\":4,\"signal\":\"KILL\",\"pids\":[12,13],\"sentence\":\"KILL to pid 12,"
                        + " 13 is not permitted, since it runs as another user; as root: kill"
                        + " -KILL 12 13\"}",
                refusals.toJson().toString());
    }

    @Test
    void whatHasEndedIsForgotten() {
        refusals.add(process(12), SignalName.KILL);
        refusals.add(process(12), SignalName.KILL);
        living.clear();
        assertFalse(refusals.isKillFutile());
        assertEquals(Optional.empty(), refusals.sentence());
        assertTrue(refusals.toJson().isJsonNull());
    }

    @Test
    void nothingGrowsWithoutABound() {
        for (int pid = 1; pid <= 3 * Refusals.MOST; pid++) {
            refusals.add(process(pid), SignalName.KILL);
        }
        assertEquals(
                Refusals.MOST, refusals.toJson().getAsJsonObject().getAsJsonArray("pids").size());
    }

    private ProcessIdentity process(long pid) {
        ProcessIdentity process = new ProcessIdentity(pid, 7, "boot");
        living.add(process);
        return process;
    }
}
