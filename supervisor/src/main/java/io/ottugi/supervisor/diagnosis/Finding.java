package io.ottugi.supervisor.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fall was.
 *
 * @param sentence what happened, for an operator who was just woken up
 * @param quotes what says so
 * @param advice what one could do, with the setting or command; empty where there is nothing to do
 */
public record Finding(FindingKind kind, String sentence, List<Quote> quotes, String advice) {
    private static final String DEADLOCK_ADVICE =
            "Threads wait for each other's locks and never go on: threads-2.txt has their stacks."
                    + " Let all of them take these locks in the same order.";

    public Finding {
        quotes = List.copyOf(quotes);
    }

    /**
     * The same of one that fell while the filesystem of its log was full.
     *
     * @param full which is full, as {@code FreeSpace} has it; empty if none was
     */
    public Finding at(Optional<String> full) {
        if (full.isEmpty() || kind == FindingKind.ASKED) {
            return this;
        }
        boolean unexplained = kind == FindingKind.EXIT || kind == FindingKind.UNKNOWN;
        return new Finding(
                unexplained ? FindingKind.DISK_FULL : kind,
                sentence
                        + " The filesystem of its log, "
                        + full.get()
                        + ": what it said last is lost.",
                quotes,
                "Make room there." + (unexplained || advice.isEmpty() ? "" : " " + advice));
    }

    /** The same with more advice. */
    public Finding and(List<String> more) {
        List<String> sentences = new ArrayList<>();
        if (!advice.isEmpty()) {
            sentences.add(advice);
        }
        sentences.addAll(more);
        return new Finding(kind, sentence, quotes, String.join(" ", sentences));
    }

    /**
     * The same of one that was seen to hang before it was killed.
     *
     * @param why what said so, such as a deadlock; nothing if nothing did
     */
    public Finding hanging(List<Quote> why) {
        return why.isEmpty()
                ? this
                : new Finding(
                        kind, sentence + " Its JVM had found a deadlock.", why, DEADLOCK_ADVICE);
    }
}
