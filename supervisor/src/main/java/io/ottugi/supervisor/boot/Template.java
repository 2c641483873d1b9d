package io.ottugi.supervisor.boot;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code @PLACES@}, filled in one pass: a value is never read as a place. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

    private final String text;
    private final Map<String, String> values = new TreeMap<>();

    Template(String text) {
        this.text = text;
    }

    Template with(String place, String value) {
        values.put(place, value);
        return this;
    }

    String text() {
        return PLACE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
    }

    private String value(String place) {
        String value = values.get(place);
        if (value == null) {
            throw new IllegalStateException("no value for " + place);
        }
        return value;
    }
}
