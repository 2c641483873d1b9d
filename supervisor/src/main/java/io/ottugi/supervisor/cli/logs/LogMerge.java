package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.logs.record.TimeIndex;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Shows what is there of several logs in the order in which it was written, as far as their indexes
 * of times tell; else one after the other.
 */
final class LogMerge {
    private final PriorityQueue<Stretch> stretches =
            new PriorityQueue<>(
                    Comparator.comparingLong(Stretch::millis).thenComparingInt(Stretch::order));

    /**
     * What was written to one log at about one time.
     *
     * @param millis the time, of the epoch; the smallest number if it is not known
     * @param order among those of the same time
     * @param entries of the index of this log
     * @param index of the entry at which it ends
     * @param end of all that is to be shown of it
     */
    private record Stretch(
            LogStream stream,
            int order,
            long millis,
            List<TimeIndex.Entry> entries,
            int index,
            long end) {
        long to() {
            return index < entries.size() ? Math.min(end, entries.get(index).position()) : end;
        }

        Stretch next() {
            return new Stretch(stream, order, entries.get(index).millis(), entries, index + 1, end);
        }
    }

    /** A log from where it stands to an end, of which it does not matter when it was written. */
    void addAlone(LogStream stream, long end) {
        stretches.add(new Stretch(stream, stretches.size(), Long.MIN_VALUE, List.of(), 0, end));
    }

    /** A log from where it stands to an end. */
    void add(LogStream stream, long end) throws IOException {
        List<TimeIndex.Entry> entries = new TimeIndex(stream.place().times()).entries();
        int index = 0;
        long millis = Long.MIN_VALUE;
        while (index < entries.size()
                && entries.get(index).position() <= stream.reader().position()) {
            millis = entries.get(index).millis();
            index++;
        }
        List<TimeIndex.Entry> rest = List.copyOf(entries.subList(index, entries.size()));
        stretches.add(new Stretch(stream, stretches.size(), millis, rest, 0, end));
    }

    /** Shows all of it. */
    void show() throws IOException {
        while (!stretches.isEmpty()) {
            Stretch stretch = stretches.remove();
            while (stretch.stream().show(stretch.to())) {
                // Until that is shown.
            }
            if (stretch.to() < stretch.end()) {
                stretches.add(stretch.next());
            }
        }
    }
}
