package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.posix.FakePosix;
import io.ottugi.supervisor.proc.ProcStat;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Helpers come and go for years; only those are remembered of which something is left. */
class OrphanReaperTest {
    private static final int HELPERS = 300;

    @Test
    void sessionsInWhichNobodyIsLeftAreForgotten() throws IOException, InterruptedException {
        Set<Long> living = new HashSet<>();
        OrphanReaper orphans = new OrphanReaper(new FakePosix().posix(), () -> living);
        long first = 0;
        for (int n = 0; n < HELPERS; n++) {
            Process helper = orphans.startApart(new ProcessBuilder("/bin/true"));
            helper.waitFor();
            orphans.ended(helper.pid());
            first = first == 0 ? helper.pid() : first;
            living.add(first);
            assertTrue(orphans.apart() <= OrphanReaper.ENOUGH, () -> orphans.apart() + " are held");
        }
        ProcStat orphan = orphan(first);
        assertTrue(orphans.isApart(orphan), "what is left of the first is still told apart");
    }

    @Test
    void whileManyAreLeftItIsNotLookedAtEachStart() throws IOException, InterruptedException {
        Set<Long> living = new HashSet<>();
        int[] looks = new int[1];
        OrphanReaper orphans =
                new OrphanReaper(
                        new FakePosix().posix(),
                        () -> {
                            looks[0]++;
                            return living;
                        });
        for (int n = 0; n < HELPERS; n++) {
            Process helper = orphans.startApart(new ProcessBuilder("/bin/true"));
            living.add(helper.pid());
            helper.waitFor();
        }
        assertEquals(4, looks[0], "at 32, 64, 128 and 256");
    }

    private static ProcStat orphan(long session) {
        String fields = "S 1 " + session + " " + session + " 0 -1" + " 0".repeat(50);
        return ProcStat.parse(session + 1, (session + 1) + " (left) " + fields);
    }
}
