package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.cli.events.Generations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The starts of generations that are still to be shown in one log. */
final class Markers {
    /** So many in one place are shown; of more the first and the last ones. */
    private static final int MOST = 4;

    private final Generations generations;
    private final LogStream.Owner owner;
    private final List<Generations.Start> starts;
    private final UnaryOperator<String> style;
    private int next;

    /**
     * @param generations may grow
     * @param style how a marker is dressed
     */
    Markers(Generations generations, LogStream.Owner owner, UnaryOperator<String> style) {
        this.generations = generations;
        this.owner = owner;
        this.starts = generations.starts(owner.unit());
        this.style = style;
    }

    /** Leaves out those before a position, and those of which the position is not known. */
    void skipTo(long position) {
        while (next < starts.size() && at(next).orElse(Long.MIN_VALUE) < position) {
            next++;
        }
    }

    private OptionalLong at(int index) {
        return starts.get(index).position(owner.ofErrors());
    }

    /** Where the next one is to be shown, or else never. */
    long next() {
        for (int i = next; i < starts.size(); i++) {
            if (at(i).isPresent()) {
                return at(i).getAsLong();
            }
        }
        return Long.MAX_VALUE;
    }

    /** Those that are to be shown at a position, or were to be shown before. */
    List<String> due(long position) {
        List<String> due = new ArrayList<>();
        for (; next < starts.size() && at(next).orElse(Long.MIN_VALUE) <= position; next++) {
            if (at(next).isPresent()) {
                due.add(style.apply(starts.get(next).marker()));
            }
        }
        if (due.size() > MOST) {
            String left = "── and " + (due.size() - 2) + " more, with nothing written between ──";
            return List.of(due.get(0), style.apply(left), due.get(due.size() - 1));
        }
        return due;
    }

    /** Whether it has ended, is not started again, and that was not shown. */
    boolean hasEnded() {
        return generations.hasEnded(owner.unit());
    }

    /** That it has ended, if that was not shown. */
    Optional<String> end() {
        return generations.takeEnd(owner.unit()).map(style);
    }
}
