package io.ottugi.supervisor.lifecycle.simulation;

import io.ottugi.supervisor.lifecycle.Backoff;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.FallPattern;
import io.ottugi.supervisor.lifecycle.LifecyclePolicy;
import io.ottugi.supervisor.lifecycle.RestartLimit;
import io.ottugi.supervisor.lifecycle.RestartPolicy;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Everything that is left to chance, and so follows from the seed. */
public final class Dice {
    private static final List<FallPattern> PATTERNS =
            List.of(
                    new FallPattern(FallPattern.Kind.EXIT, 0),
                    new FallPattern(FallPattern.Kind.EXIT, 7),
                    new FallPattern(FallPattern.Kind.EXIT, 143),
                    new FallPattern(FallPattern.Kind.SIGNAL, 11),
                    new FallPattern(FallPattern.Kind.SIGNAL, 15),
                    new FallPattern(FallPattern.Kind.COULD_NOT_START, 0),
                    new FallPattern(FallPattern.Kind.NOT_READY, 0));

    private final Random random;

    public Dice(long seed) {
        // Neighbouring seeds give a Random nearly the same first numbers.
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextLong();
    }

    public double fraction() {
        return random.nextDouble();
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Between the two, and as often as not near the shorter one. */
    public Duration between(Duration least, Duration most) {
        double spread = chance(0.5) ? fraction() * fraction() * fraction() : fraction();
        return least.plusNanos((long) (most.minus(least).toNanos() * spread));
    }

    public Duration upTo(Duration most) {
        return between(Duration.ZERO, most);
    }

    /** Where the monotonic clock stands at first; near its overflow as often as not. */
    long clockOrigin() {
        return chance(0.5)
                ? Long.MAX_VALUE - upTo(Duration.ofMinutes(5)).toNanos()
                : random.nextLong();
    }

    LifecyclePolicy policy() {
        Duration initial = upTo(Duration.ofSeconds(2));
        Duration max = initial.plus(upTo(Duration.ofSeconds(20)));
        double factor = oneOf(List.of(1.0, 1.5, 2.0, 10.0));
        double jitter = oneOf(List.of(0.0, 0.2, 1.0));
        Duration resetAfter = upTo(Duration.ofSeconds(chance(0.3) ? 1 : 30));
        Set<FallPattern> never = patterns(0.07, Set.of());
        return new LifecyclePolicy(
                new RestartPolicy(
                        chance(0.5)
                                ? RestartPolicy.Mode.ALWAYS
                                : oneOf(List.of(RestartPolicy.Mode.values())),
                        new Backoff(chance(0.1) ? Duration.ZERO : initial, factor, max, jitter),
                        resetAfter,
                        chance(0.8) ? limit() : null,
                        never,
                        patterns(0.1, never),
                        chance(0.8) ? Set.of(0) : Set.of(0, 7)),
                between(Duration.ofMillis(200), Duration.ofSeconds(20)),
                chance(0.5) ? Duration.ZERO : upTo(Duration.ofSeconds(10)),
                upTo(Duration.ofSeconds(15)),
                chance(0.2) ? Duration.ZERO : LifecyclePolicy.EXAMINATION);
    }

    private RestartLimit limit() {
        return new RestartLimit(
                chance(0.5) ? below(2) : below(6),
                between(Duration.ofSeconds(1), Duration.ofSeconds(60)),
                chance(0.5) ? RestartLimit.Then.HOLD : oneOf(List.of(RestartLimit.Then.values())),
                between(Duration.ofSeconds(1), Duration.ofSeconds(40)));
    }

    private Set<FallPattern> patterns(double probability, Set<FallPattern> butThese) {
        Set<FallPattern> some = new HashSet<>();
        for (FallPattern each : PATTERNS) {
            if (chance(probability) && !butThese.contains(each)) {
                some.add(each);
            }
        }
        return some;
    }

    public WaitStatus waitStatus() {
        return switch (below(5)) {
            case 0 -> new WaitStatus.Exited(0);
            case 1 -> new WaitStatus.Exited(7);
            case 2 -> new WaitStatus.Signaled(11, chance(0.5));
            case 3 -> new WaitStatus.Ambiguous(143);
            default -> new WaitStatus.Unknown();
        };
    }

    public Cause.CouldNotStart couldNotStart() {
        return new Cause.CouldNotStart(oneOf(List.of(Cause.Stage.values())), "as it happens");
    }
}
