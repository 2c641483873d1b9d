package io.ottugi.supervisor.cli.why;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What falls have in common in time.
 *
 * @param interval from one to the next, if that is always about the same
 * @param atDay seconds since midnight, if they come at the same time of different days
 * @param soon if each came very soon after its start: within how long
 * @param run how long it ran before each, if that is always about the same
 */
record Regularity(
        Optional<About> interval, OptionalInt atDay, Optional<Duration> soon, Optional<About> run) {
    /** So many are looked at, the newest. */
    private static final int LOOKED_AT = 20;

    private static final int LEAST_INTERVALS = 3;
    private static final int LEAST_RUNS = 3;
    private static final Duration SOON = Duration.ofSeconds(15);

    /** What deviates by more than this share is not regular. */
    private static final double TOLERANCE = 0.2;

    /** It must run for most of an interval: else that is made by our own waits. */
    private static final double MOST = 0.8;

    private static final int DAY = 86_400;
    private static final int CLOCK_TOLERANCE = 20 * 60;

    /**
     * A length, give or take.
     *
     * @param spread the largest deviation
     */
    record About(Duration length, Duration spread) {
        String words() {
            boolean exact = spread.multipliedBy(50).compareTo(length) < 0;
            return Spans.about(length) + (exact ? "" : " ± " + Spans.about(spread));
        }
    }

    /**
     * @param falls oldest first
     */
    static Regularity of(List<FallRecord> falls, ZoneId zone) {
        List<FallRecord> newest =
                falls.subList(Math.max(0, falls.size() - LOOKED_AT), falls.size());
        List<Instant> moments = newest.stream().map(FallRecord::at).toList();
        List<Duration> runs =
                newest.stream().map(FallRecord::ran).filter(Objects::nonNull).toList();
        Optional<About> run = runs.size() < LEAST_RUNS ? Optional.empty() : about(runs);
        return new Regularity(
                interval(moments, runs), atDay(moments, zone), soon(newest, runs), run);
    }

    private static Optional<About> interval(List<Instant> moments, List<Duration> runs) {
        List<Duration> intervals = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            intervals.add(Duration.between(moments.get(i - 1), moments.get(i)));
        }
        if (intervals.size() < LEAST_INTERVALS || runs.size() < LEAST_RUNS) {
            return Optional.empty();
        }
        boolean ranMost = median(runs).toMillis() >= MOST * median(intervals).toMillis();
        return ranMost ? about(intervals) : Optional.empty();
    }

    private static Optional<About> about(List<Duration> lengths) {
        Duration median = median(lengths);
        Duration spread = Duration.ZERO;
        for (Duration length : lengths) {
            Duration deviation = length.minus(median).abs();
            spread = deviation.compareTo(spread) > 0 ? deviation : spread;
        }
        boolean regular =
                median.compareTo(SOON) > 0 && spread.toMillis() <= TOLERANCE * median.toMillis();
        return regular ? Optional.of(new About(median, spread)) : Optional.empty();
    }

    private static Duration median(List<Duration> lengths) {
        List<Duration> sorted = lengths.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static Optional<Duration> soon(List<FallRecord> falls, List<Duration> runs) {
        Duration longest = runs.stream().max(Duration::compareTo).orElse(SOON.plusNanos(1));
        boolean all = runs.size() == falls.size() && runs.size() >= LEAST_RUNS;
        return all && longest.compareTo(SOON) <= 0 ? Optional.of(longest) : Optional.empty();
    }

    /** At least three, each on a day of its own, around one time of day. */
    private static OptionalInt atDay(List<Instant> moments, ZoneId zone) {
        long days = moments.stream().map(at -> at.atZone(zone).toLocalDate()).distinct().count();
        if (moments.size() < LEAST_RUNS || days < moments.size()) {
            return OptionalInt.empty();
        }
        int first = second(moments.get(0), zone);
        List<Integer> offsets =
                moments.stream()
                        .map(at -> Math.floorMod(second(at, zone) - first + DAY / 2, DAY) - DAY / 2)
                        .sorted()
                        .toList();
        int spread = offsets.get(offsets.size() - 1) - offsets.get(0);
        return spread <= CLOCK_TOLERANCE
                ? OptionalInt.of(Math.floorMod(first + offsets.get(offsets.size() / 2), DAY))
                : OptionalInt.empty();
    }

    private static int second(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalTime().toSecondOfDay();
    }

    /** Each a part of a sentence; none if there is nothing regular. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (atDay.isPresent()) {
            LocalTime time = LocalTime.ofSecondOfDay(atDay.getAsInt()).withSecond(0);
            words.add("always at about " + time);
        } else if (interval.isPresent()) {
            words.add("every " + interval.get().words());
        }
        if (soon.isPresent()) {
            words.add("always within " + Spans.about(roundedUp(soon.get())) + " of its start");
        } else if (run.isPresent() && interval.isEmpty()) {
            words.add("always after running for " + run.get().words());
        }
        return words;
    }

    private static Duration roundedUp(Duration duration) {
        return Duration.ofSeconds(Math.max(1, (duration.toMillis() + 999) / 1000));
    }
}
