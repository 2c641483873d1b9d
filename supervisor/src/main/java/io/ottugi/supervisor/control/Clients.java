package io.ottugi.supervisor.control;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The connections of a server: who is due next, and who has to go. Its thread only. */
final class Clients {
    private final Selector selector;
    private final Limits limits;

    Clients(Selector selector, Limits limits) {
        this.selector = selector;
        this.limits = limits;
    }

    List<Connection> all() {
        List<Connection> all = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Connection connection) {
                all.add(connection);
            }
        }
        return all;
    }

    boolean isFull() {
        return all().size() >= limits.connections();
    }

    /** Who has been silent for longest, and longer than a client that means it. */
    Optional<Connection> mostSilent() {
        long now = System.nanoTime();
        return all().stream()
                .filter(Connection::isSpeaking)
                .filter(c -> now - c.came() > limits.grace().toNanos())
                .min(Comparator.comparingLong(c -> c.came() - now));
    }

    /** Who has not taken its reply for longest, when all such replies have become too many. */
    Optional<Connection> slowest() {
        List<Connection> replying = all().stream().filter(Connection::isReplying).toList();
        if (replying.stream().mapToInt(Connection::unsent).sum() <= limits.unsent()) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        return replying.stream().min(Comparator.comparingLong(c -> c.deadline() - now));
    }

    boolean isAnyReplying() {
        return all().stream().anyMatch(Connection::isReplying);
    }

    /** Those whose deadline has come. */
    List<Connection> due() {
        long now = System.nanoTime();
        return all().stream()
                .filter(c -> c.deadline() != Long.MAX_VALUE && now - c.deadline() >= 0)
                .toList();
    }

    /** How long to wait for the next deadline, in the way of a selector: 0 is for ever. */
    long millisUntilDue() {
        long now = System.nanoTime();
        long least = Long.MAX_VALUE;
        for (Connection connection : all()) {
            if (connection.deadline() != Long.MAX_VALUE) {
                least = Math.min(least, connection.deadline() - now);
            }
        }
        return least == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(least) + 1);
    }
}
