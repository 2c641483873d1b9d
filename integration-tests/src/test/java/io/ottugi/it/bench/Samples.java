package io.ottugi.it.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Durations in nanoseconds, in the order in which they were measured. */
record Samples(List<Long> nanos) {
    static final Samples NONE = new Samples(List.of());

    private static final double NANOS_PER_MILLI = 1e6;

    Samples {
        nanos = List.copyOf(nanos);
    }

    int count() {
        return nanos.size();
    }

    double first() {
        return nanos.isEmpty() ? Double.NaN : nanos.get(0);
    }

    double median() {
        return quantile(0.5);
    }

    double p90() {
        return quantile(0.9);
    }

    /** Linear between the two nearest samples; not a number when there is none. */
    private double quantile(double q) {
        if (nanos.isEmpty()) {
            return Double.NaN;
        }
        double[] sorted = nanos.stream().mapToDouble(Long::doubleValue).sorted().toArray();
        double place = q * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** As a table has it: {@code count, median, p90, first}, times in milliseconds. */
    List<String> cells() {
        return Arrays.asList(
                Integer.toString(count()), millis(median()), millis(p90()), millis(first()));
    }

    static String millis(double nanos) {
        return format(nanos / NANOS_PER_MILLI, "%.2f");
    }

    static String ratio(double ratio) {
        return format(ratio, "%.2f");
    }

    private static String format(double value, String pattern) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, pattern, value);
    }
}
