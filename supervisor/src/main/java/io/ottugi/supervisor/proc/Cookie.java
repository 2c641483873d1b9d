package io.ottugi.supervisor.proc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mark in the environment of all processes of one generation of a worker, by which they are
 * known again when every record is lost: {@code PLACE/NAME/WORKER/GENERATION/NONCE}, where WORKER
 * has its instance behind a colon.
 *
 * @param place tells apart supervisors of one name in different state directories
 * @param nonce makes it unique
 */
public record Cookie(String place, String name, String worker, long generation, String nonce) {
    /** The environment variable that carries it. */
    public static final String VARIABLE = "OTTUGI_WORKER_ID";

    /** Whose it is, whatever the generation. */
    public record Owner(String place, String name, String worker) {
        // Written out, as in ProcessIdentity.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Owner that
                    && place.equals(that.place)
                    && name.equals(that.name)
                    && worker.equals(that.worker);
        }

        @Override
        public int hashCode() {
            return (place.hashCode() * 31 + name.hashCode()) * 31 + worker.hashCode();
        }
    }

    // Written out, as in ProcessIdentity: every start compares cookies.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cookie that
                && generation == that.generation
                && nonce.equals(that.nonce)
                && owner().equals(that.owner());
    }

    @Override
    public int hashCode() {
        return nonce.hashCode();
    }

    Owner owner() {
        return new Owner(place, name, worker);
    }

    public String text() {
        return place + "/" + name + "/" + worker + "/" + generation + "/" + nonce;
    }

    /** Whether it is of a worker of the same supervisor. */
    public boolean isOfSameSupervisorAs(Cookie other) {
        return place.equals(other.place) && name.equals(other.name);
    }

    /**
     * The mark that a process carries; empty if its environment may not be read, or not in time.
     */
    public static Optional<Cookie> carriedBy(long pid) {
        return MemoryReads.PROC.one(pid, CookieScan::cookie, Optional.empty());
    }

    /**
     * Whether what carries it is none of a generation: of another worker of the same supervisor,
     * just added perhaps, or of a successor.
     */
    public boolean isNoneOf(Cookie generation) {
        boolean earlier =
                worker.equals(generation.worker) && this.generation <= generation.generation;
        return isOfSameSupervisorAs(generation) && !earlier;
    }

    /** Reads what {@link #text} wrote. */
    public static Optional<Cookie> parse(String text) {
        String[] parts = text.split("/");
        if (parts.length != 5 || !parts[3].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(
                new Cookie(parts[0], parts[1], parts[2], Long.parseLong(parts[3]), parts[4]));
    }
}
