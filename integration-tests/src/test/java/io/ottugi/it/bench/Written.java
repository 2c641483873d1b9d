package io.ottugi.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link LineWriter} noted.
 *
 * @param nanos from its first write until after its last
 * @param writes each with the time at which it began
 */
record Written(long nanos, List<Write> writes) {
    /**
     * One write.
     *
     * @param at since 1970, in milliseconds
     */
    record Write(long at, long nanos) {
        private static final double NANOS_PER_MILLI = 1e6;

        /** Whether any of it was then. */
        boolean touches(Span span) {
            return at <= span.end() && at + nanos / NANOS_PER_MILLI >= span.begin();
        }
    }

    /** A time from one millisecond since 1970 to another. */
    record Span(long begin, long end) {}

    static Written parse(Path notes) {
        try {
            List<String> lines = Files.readAllLines(notes);
            long nanos = Long.parseLong(lines.get(0).split(" ")[1]);
            return new Written(
                    nanos, lines.stream().skip(1).map(line -> write(line.split(" "))).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** In nanoseconds. */
    long longest() {
        return writes.stream().mapToLong(Write::nanos).max().orElse(0);
    }

    /** The longest write that touches one of these, in nanoseconds; 0 if none does. */
    long longestWithin(List<Span> spans) {
        return writes.stream()
                .filter(write -> spans.stream().anyMatch(write::touches))
                .mapToLong(Write::nanos)
                .max()
                .orElse(0);
    }

    private static Write write(String[] words) {
        return new Write(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }
}
