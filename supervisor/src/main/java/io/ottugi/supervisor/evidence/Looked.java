package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.diagnosis.Quote;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was seen of a living worker, beside the files that were written.
 *
 * @param quotes what says why it hangs, such as a deadlock that its JVM has found
 * @param notes what could not be seen, and why; for people
 * @param begin where its output ended before we asked for anything, which it answers there too
 */
public record Looked(List<Quote> quotes, List<String> notes, OptionalLong begin) {
    public static final Looked NOTHING = failed("");

    public Looked {
        quotes = List.copyOf(quotes);
        notes = List.copyOf(notes);
    }

    /** Nothing was seen. */
    public static Looked failed(String why) {
        return new Looked(
                List.of(), why.isEmpty() ? List.of() : List.of(why), OptionalLong.empty());
    }
}
