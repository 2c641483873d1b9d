package io.ottugi.it.chaos;

import io.ottugi.it.harness.Sandbox;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * {@code make chaos}: {@code SECONDS=60} by default, {@code SEED} drawn and printed. What failed
 * stays in its directory, without its processes.
 */
class KillsChaos {
    private static final int SEEDS = 1_000_000;

    @Test
    void nothingShakesIt() {
        long seconds = Long.getLong("ottugi.chaos.seconds", 60);
        long seed = Long.getLong("ottugi.chaos.seed", new Random().nextInt(SEEDS));
        System.out.println("chaos: seed " + seed + ", " + seconds + " s");
        Sandbox sandbox = new Sandbox();
        Campaign campaign = new Campaign(sandbox, new Schedule(seed));
        try {
            campaign.run(Duration.ofSeconds(seconds));
        } catch (RuntimeException | AssertionError failed) {
            System.out.println(campaign.describe());
            sandbox.keep();
            campaign.killAll();
            String where = "seed " + seed + ", files are left in " + sandbox.root();
            throw new AssertionError(where + ": " + failed.getMessage(), failed);
        }
        sandbox.close();
        System.out.println("chaos: seed " + seed + " passed: " + campaign.summary());
    }
}
