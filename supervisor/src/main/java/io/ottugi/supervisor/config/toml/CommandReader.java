package io.ottugi.supervisor.config.toml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;

/** Reads a worker's command. */
final class CommandReader {
    /** Where a shell would do no more than split at blanks. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./ -]{1,200}");

    private final String label;
    private final Mistakes mistakes;

    CommandReader(String label, Mistakes mistakes) {
        this.label = label + ".command";
        this.mistakes = mistakes;
    }

    /** The words; none if they are wrong, which is told. */
    List<String> read(@Nullable Object value, Origin place) {
        if (!(value instanceof TomlArray array)) {
            mistakes.add(place, label + notAList(value));
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            word(array.get(i), i, Mistakes.origin(array.inputPositionOf(i)), words);
        }
        if (array.isEmpty()) {
            mistakes.add(place, label + ": the list is empty; its first word is the program");
        }
        return words.size() == array.size() ? words : List.of();
    }

    private static String notAList(@Nullable Object value) {
        String expected = ": expected a list of words, since no shell is asked";
        if (value instanceof String line && PLAIN.matcher(line).matches() && !line.isBlank()) {
            return expected
                    + "; write ["
                    + Arrays.stream(line.strip().split(" +"))
                            .map(word -> '"' + word + '"')
                            .collect(Collectors.joining(", "))
                    + "]";
        }
        return expected + "; found " + Texts.inWords(value);
    }

    private void word(Object value, int index, Origin place, List<String> words) {
        if (!(value instanceof String word)) {
            String hint = value instanceof Number ? "; put it in quotes" : "";
            mistakes.add(
                    place,
                    label
                            + ": a word of a command is a text, found "
                            + Texts.inWords(value)
                            + hint);
        } else if (word.indexOf('\0') >= 0) {
            mistakes.add(place, label + ": a word of a command cannot hold a zero byte");
        } else if (index == 0 && word.isEmpty()) {
            mistakes.add(place, label + ": the program, its first word, is empty");
        } else {
            words.add(word);
        }
    }
}
