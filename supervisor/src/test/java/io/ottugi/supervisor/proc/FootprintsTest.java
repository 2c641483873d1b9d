package io.ottugi.supervisor.proc;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Real processes, one of which has children in its session and in one of their own. */
class FootprintsTest {
    @Test
    void aWorkerIsItsSessionAndWhatDescendsFromIt() throws Exception {
        Process worker =
                new ProcessBuilder(
                                "setsid", "sh", "-c", "sleep 100 & setsid sleep 100 & wait; true")
                        .start();
        try {
            Awaitility.await("three processes")
                    .until(() -> processes(worker.pid()), count -> count == 3);
            Footprint footprint = Footprints.of(List.of(worker.pid())).get(worker.pid());
            assertNotNull(footprint);
            assertTrue(footprint.pss() != null && footprint.pss() > 0, footprint::toString);
            assertTrue(footprint.cpuSeconds() >= 0, footprint::toString);
        } finally {
            worker.descendants().forEach(ProcessHandle::destroyForcibly);
            worker.destroyForcibly().waitFor();
        }
        Awaitility.await("nothing is left")
                .until(() -> Footprints.of(List.of(worker.pid())), Map::isEmpty);
    }

    private static int processes(long leader) {
        Footprint footprint = Footprints.of(Set.of(leader)).get(leader);
        return footprint == null ? 0 : footprint.processes();
    }

    @Test
    void processorTimeOfChildrenThatEndedCounts() throws Exception {
        Process worker =
                new ProcessBuilder(
                                "setsid",
                                "sh",
                                "-c",
                                "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done';"
                                        + " sleep 100; true")
                        .start();
        try {
            Awaitility.await("processor time")
                    .until(
                            () -> Footprints.of(Set.of(worker.pid())).get(worker.pid()),
                            footprint -> footprint != null && footprint.cpuSeconds() > 0.03);
        } finally {
            worker.descendants().forEach(ProcessHandle::destroyForcibly);
            worker.destroyForcibly().waitFor();
        }
    }
}
