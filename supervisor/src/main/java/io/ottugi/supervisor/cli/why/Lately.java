package io.ottugi.supervisor.cli.why;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The falls of a worker taken together, in words.
 *
 * @param falls oldest first
 */
record Lately(Case one, List<FallRecord> falls, Moments moments) {
    /** A run as short as this is none. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final int LEAST_OF_A_SERIES = 3;

    /** What was asked for so shortly before a series of falls may have begun it. */
    private static final Duration JUST_BEFORE = Duration.ofMinutes(2);

    private static final int MOST_CAUSES = 3;
    private static final int NEWEST = 20;

    static Lately of(Case one, Moments moments) {
        return new Lately(one, one.history().falls(), moments);
    }

    /** Paragraphs; none if it has fallen once and that is all there is to say. */
    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        if (falls.isEmpty()) {
            return paragraphs;
        }
        paragraphs.add(often() + ".");
        series().ifPresent(paragraphs::add);
        return paragraphs;
    }

    /** Such as {@code Twice in the last hour; always by exit 3}. */
    String often() {
        Instant now = moments.now();
        List<String> parts = new ArrayList<>();
        parts.add(upper(one.frequency(now).words(one.history().since(), now)));
        parts.addAll(one.regularity(moments.zone()).words());
        causes().ifPresent(parts::add);
        return String.join("; ", parts);
    }

    private Optional<String> causes() {
        if (falls.size() < 2) {
            return Optional.empty();
        }
        Map<String, Integer> counts = causeCounts();
        if (counts.size() == 1) {
            return Optional.of("always " + counts.keySet().iterator().next());
        }
        List<String> parts = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_CAUSES)
                .forEach(entry -> parts.add(entry.getKey() + " " + times(entry.getValue())));
        int others = counts.size() - parts.size();
        return Optional.of(
                String.join(", ", parts) + (others > 0 ? " and " + others + " other causes" : ""));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }

    /** Of the newest falls, by cause as it was found, else as it ended. */
    Map<String, Integer> causeCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (FallRecord fall : falls.subList(Math.max(0, falls.size() - NEWEST), falls.size())) {
            counts.merge(Causes.brief(fall), 1, Integer::sum);
        }
        return counts;
    }

    /** Since when it has not run for long, and what was asked for just before that. */
    private Optional<String> series() {
        int from = falls.size();
        while (from > 0 && isShort(falls.get(from - 1))) {
            from--;
        }
        if (falls.size() - from < LEAST_OF_A_SERIES) {
            return Optional.empty();
        }
        Instant began = falls.get(from).at();
        String before =
                one.history()
                        .askedBetween(began.minus(JUST_BEFORE), began)
                        .map(asked -> "; just before, " + asked.words())
                        .orElse("");
        return Optional.of(
                "It has not stood for a minute since "
                        + moments.at(began)
                        + " ("
                        + (falls.size() - from)
                        + " falls)"
                        + before
                        + ".");
    }

    private static boolean isShort(FallRecord fall) {
        Duration ran = fall.ran();
        return ran == null ? fall.ranFor().isEmpty() : ran.compareTo(SHORT) < 0;
    }

    private static String upper(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
