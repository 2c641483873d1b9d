package io.ottugi.it.bench;

import io.ottugi.it.bench.Written.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one way to write so many bytes came to, round by round. */
final class WriterSeries {
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String title;
    private final long bytes;
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> longest = new ArrayList<>();
    private final List<Long> longestInRotation = new ArrayList<>();
    private final List<CpuTime> taken = new ArrayList<>();
    private int rotations;

    WriterSeries(String title, long bytes) {
        this.title = title;
        this.bytes = bytes;
    }

    void add(Written written) {
        nanos.add(written.nanos());
        longest.add(written.longest());
    }

    void add(Written written, List<Span> rotating, CpuTime supervisor) {
        add(written);
        longestInRotation.add(written.longestWithin(rotating));
        taken.add(supervisor);
        rotations += rotating.size();
    }

    String title() {
        return title;
    }

    /** In throughput. */
    double of(WriterSeries other) {
        return new Samples(other.nanos).median() / new Samples(nanos).median();
    }

    /** The supervisor's, in seconds. */
    double cpu() {
        return median(taken.stream().map(CpuTime::own).toList());
    }

    /**
     * As a table has it: MiB/s, of bare, longest write, the same during a rotation, both in ms,
     * rotations, and the processor time of supervisor and helpers in seconds.
     */
    List<String> cells(WriterSeries bare) {
        double seconds = new Samples(nanos).median() / NANOS_PER_SECOND;
        return List.of(
                number(bytes / BYTES_PER_MIB / seconds, "%.0f"),
                Samples.ratio(of(bare)),
                Samples.millis(new Samples(longest).median()),
                rotations == 0 ? "-" : Samples.millis(new Samples(longestInRotation).median()),
                Integer.toString(rotations / nanos.size()),
                number(cpu(), "%.2f"),
                number(median(taken.stream().map(CpuTime::ended).toList()), "%.2f"));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    private static String number(double value, String pattern) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, pattern, value);
    }
}
