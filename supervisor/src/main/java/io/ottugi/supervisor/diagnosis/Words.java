package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.Durations;
import java.time.Duration;
import java.util.List;

/** What the findings' sentences share. */
public final class Words {
    private static final int LONGEST_QUOTE = 500;
    private static final int LINES = 3;

    private Words() {}

    public static Quote quote(String source, String text) {
        String line = text.strip();
        return new Quote(
                source,
                line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line);
    }

    static List<Quote> quotes(String source, List<String> lines) {
        return lines.stream().map(line -> quote(source, line)).toList();
    }

    /** The last things it said, for who has nothing better to go by. */
    static List<Quote> lastSaid(Facts facts) {
        return quotes(Quote.OUTPUT, facts.output().lastSaid(LINES));
    }

    static String duration(Duration duration) {
        return Durations.format(duration);
    }
}
