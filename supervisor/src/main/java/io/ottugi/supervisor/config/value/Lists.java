package io.ottugi.supervisor.config.value;

import java.util.List;

/** Lists as text, with commas between; the empty text is the empty list. */
public final class Lists {
    private Lists() {}

    public static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
}
