package io.ottugi.supervisor.config;

import java.time.Duration;
import java.util.List;

/**
 * What is gathered when a worker falls, and what is made of it.
 *
 * @param jvm whether it is a JVM
 * @param keep how many incidents are kept
 * @param maxSize of all its incidents together, in bytes
 * @param heapDump whether a JVM writes its heap when that is used up
 * @param flightRecording whether a JVM records itself
 * @param beforeKill whether a worker that does not end in time is looked at before it is killed
 * @param onFailure what is run when it fails
 */
public record EvidencePolicy(
        Jvm jvm,
        int keep,
        long maxSize,
        boolean heapDump,
        boolean flightRecording,
        boolean beforeKill,
        OnFailure onFailure) {
    public static final EvidencePolicy DEFAULT =
            new EvidencePolicy(Jvm.AUTO, 10, 1L << 30, false, false, true, OnFailure.NOTHING);

    /** Whether a worker is a JVM. */
    public enum Jvm {
        /** If its program is called {@code java}. */
        AUTO,
        TRUE,
        FALSE
    }

    /**
     * A command that is run once an episode.
     *
     * @param command its words, with {@code {cause}} and {@code {incident}} to be filled in; none
     *     for nothing to run
     * @param timeout after which it is ended
     */
    public record OnFailure(List<String> command, Duration timeout) {
        public static final OnFailure NOTHING = new OnFailure(List.of(), Duration.ofSeconds(30));

        public OnFailure {
            command = List.copyOf(command);
        }
    }
}
