package io.ottugi.supervisor.control;

import java.time.Duration;

/**
 * What clients may take of the server's time and memory.
 *
 * @param patience in which a request must be said, and each reply be taken
 * @param grace in which a client that means it has said its request, when others want its place
 * @param farewell in which clients must have taken their last replies when the server closes
 * @param connections at the same time
 * @param pending bytes of requests over all clients, beyond {@link Allowance#FREE} for each
 * @param unsent bytes of replies over all clients; each may have half of it
 */
record Limits(
        Duration patience,
        Duration grace,
        Duration farewell,
        int connections,
        int pending,
        int unsent) {
    static final Limits DEFAULT =
            new Limits(
                    Duration.ofSeconds(10),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    128,
                    6 << 20,
                    16 << 20);
}
