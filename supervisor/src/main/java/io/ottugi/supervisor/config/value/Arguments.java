package io.ottugi.supervisor.config.value;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words of a command as one text, with commas between; a comma or backslash in a word has a
 * backslash before it.
 */
public final class Arguments {
    private Arguments() {}

    public static String join(List<String> words) {
        return words.stream().map(Arguments::escape).collect(Collectors.joining(","));
    }

    /** One word as it stands in the text. */
    public static String escape(String word) {
        return word.replace("\\", "\\\\").replace(",", "\\,");
    }

    /** The words; the empty text has none. */
    public static List<String> split(String text) throws BadSetting {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else if (c == ',') {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        if (!text.isEmpty()) {
            words.add(word.toString());
        }
        if (!words.isEmpty() && words.get(0).isBlank()) {
            throw new BadSetting("its first word, the program, is empty");
        }
        return words;
    }
}
