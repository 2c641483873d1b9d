package io.ottugi.supervisor.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the last output of a failed program tells. Of several clues the one that was said last
 * counts; of those in one stack trace, the first of this list.
 */
final class Clues {
    private static final List<Clue> ALL =
            Stream.of(JavaClues.LIST, PortClue.LIST, SystemClues.LIST, ExceptionClues.LIST)
                    .flatMap(List::stream)
                    .toList();

    private Clues() {}

    private record Found(Clue clue, Sighting seen) {}

    static Optional<Finding> told(Facts facts) {
        boolean mayHaveFailed = facts.ending().exit().isPresent() || facts.ending().isUnknown();
        if (!mayHaveFailed || facts.ending().isSuccess()) {
            return Optional.empty();
        }
        Found best = null;
        for (Clue clue : ALL) {
            Sighting seen = Sighting.last(facts, clue.pattern()).orElse(null);
            if (seen != null && (best == null || seen.end() > best.seen().end())) {
                best = new Found(clue, seen);
            }
        }
        return Optional.ofNullable(best).map(found -> finding(facts, found));
    }

    private static Finding finding(Facts facts, Found found) {
        Clue.Telling telling = found.clue().tell().apply(found.seen());
        FindingKind kind = facts.ending().isUnknown() ? FindingKind.UNKNOWN : found.clue().kind();
        List<Quote> quotes = new ArrayList<>();
        quotes.add(found.seen().quote());
        ExceptionClues.rootCause(found.seen())
                .filter(root -> !root.equals(found.seen().line()))
                .ifPresent(root -> quotes.add(Words.quote(Quote.OUTPUT, root)));
        return new Finding(
                kind,
                facts.ending().words() + ": " + telling.what() + ".",
                quotes,
                telling.advice());
    }
}
