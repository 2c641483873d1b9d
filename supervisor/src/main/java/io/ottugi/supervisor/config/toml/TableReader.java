package io.ottugi.supervisor.config.toml;

import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.value.Arguments;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Nearest;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.config.value.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads {@code [supervisor]} or one {@code [worker.NAME]} key by key. */
final class TableReader {
    private static final Set<Shape> LISTS = EnumSet.of(Shape.LIST, Shape.NUMBERS, Shape.ARGUMENTS);

    private final Scope scope;
    private final String label;
    private final Path base;
    private final Mistakes mistakes;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private List<String> command = List.of();

    /**
     * @param label of the table, for messages
     * @param base what relative paths are resolved against
     */
    TableReader(Scope scope, String label, Path base, Mistakes mistakes) {
        this.scope = scope;
        this.label = label;
        this.base = base;
        this.mistakes = mistakes;
    }

    /** Canonical values by key. */
    Map<String, String> values() {
        return values;
    }

    /** Where each key is set. */
    Map<String, Origin> origins() {
        return origins;
    }

    List<String> command() {
        return command;
    }

    void read(TomlTable table) {
        walk(table, "");
    }

    private void walk(TomlTable table, String prefix) {
        for (String part : table.keySet()) {
            Object value = table.get(List.of(part));
            Origin place = Mistakes.origin(table.inputPositionOf(List.of(part)));
            String written = prefix + part;
            if (!(value instanceof TomlTable inner)) {
                leaf(Key.fullName(written), value, place);
            } else if (isTableOfKeys(written)) {
                walk(inner, written + ".");
            } else {
                noTable(written, inner, place);
            }
        }
    }

    private boolean isTableOfKeys(String written) {
        return Key.of(scope).stream().anyMatch(key -> key.label().startsWith(written + "."));
    }

    private void noTable(String written, TomlTable table, Origin place) {
        try {
            Key key = Key.parse(written, scope);
            wrong(written, place, key, "a table" + quotesAround(key, written, table));
        } catch (BadSetting e) {
            mistakes.addStray(
                    place,
                    label
                            + ": there is no table '"
                            + written
                            + "'"
                            + Nearest.slip(written, tables())
                                    .map(near -> "; the nearest is '" + near + "'")
                                    .orElse(""));
        }
    }

    /** In TOML a dot in a name without quotes begins a table of its own. */
    private static String quotesAround(Key key, String written, TomlTable table) {
        if (key != Key.ENVIRONMENT || table.isEmpty()) {
            return "";
        }
        String name = written.substring(written.indexOf('.') + 1);
        return "; put a name with a dot in quotes: \""
                + name
                + "."
                + table.dottedKeySet().iterator().next()
                + "\"";
    }

    private List<String> tables() {
        return Key.of(scope).stream()
                .map(Key::label)
                .filter(name -> name.indexOf('.') > 0)
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .distinct()
                .toList();
    }

    private void leaf(String written, @Nullable Object value, Origin place) {
        if (isTableOfKeys(written)) {
            mistakes.add(
                    place,
                    label
                            + "."
                            + written
                            + ": expected a table, such as "
                            + written
                            + " = { "
                            + example(written)
                            + " = … }, found "
                            + Texts.inWords(value));
            return;
        }
        try {
            Key key = Key.parse(written, scope);
            if (origins.putIfAbsent(written, place) != null) {
                mistakes.add(place, label + "." + written + " is set twice");
            }
            if (key == Key.COMMAND) {
                command = new CommandReader(label, mistakes).read(value, place);
            } else {
                text(key, written, value, place).ifPresent(text -> values.put(written, text));
            }
        } catch (BadSetting e) {
            mistakes.addStray(place, label + ": " + e.getMessage());
        }
    }

    private String example(String table) {
        String first =
                Key.of(scope).stream()
                        .map(Key::label)
                        .filter(name -> name.startsWith(table + "."))
                        .findFirst()
                        .orElseThrow();
        return first.substring(table.length() + 1);
    }

    private Optional<String> text(Key key, String written, @Nullable Object value, Origin place) {
        return LISTS.contains(key.shape()) && value instanceof TomlArray array
                ? elements(key, written, array, place)
                : one(key, written, value, place);
    }

    private Optional<String> elements(Key key, String written, TomlArray array, Origin place) {
        List<String> texts = new ArrayList<>();
        boolean whole = true;
        for (int i = 0; i < array.size(); i++) {
            Optional<String> text =
                    one(key, written, array.get(i), Mistakes.origin(array.inputPositionOf(i)));
            text.ifPresent(texts::add);
            whole &= text.isPresent();
        }
        if (whole && array.isEmpty() && key.shape() == Shape.NUMBERS) {
            mistakes.add(place, label + "." + written + ": the list is empty");
            return Optional.empty();
        }
        return whole ? Optional.of(String.join(",", texts)) : Optional.empty();
    }

    private Optional<String> one(Key key, String written, @Nullable Object value, Origin place) {
        Optional<String> text = Texts.of(key.shape(), value);
        if (text.isEmpty()) {
            wrong(written, place, key, Texts.inWords(value));
            return Optional.empty();
        }
        if (key.shape() == Shape.ARGUMENTS) {
            return argument(written, text.get(), place);
        }
        if (key.shape() == Shape.LIST && (text.get().isEmpty() || text.get().contains(","))) {
            mistakes.add(
                    place, label + "." + written + ": a text in this list is empty or has a comma");
            return Optional.empty();
        }
        try {
            return Optional.of(key.canonical(written, text.get(), base));
        } catch (BadSetting e) {
            mistakes.add(place, label + "." + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> argument(String written, String word, Origin place) {
        if (word.isEmpty()) {
            mistakes.add(place, label + "." + written + ": a word in this list is empty");
            return Optional.empty();
        }
        return Optional.of(Arguments.escape(word));
    }

    private void wrong(String written, Origin place, Key key, String found) {
        boolean quotes = key.shape() == Shape.TEXT && found.equals("a number");
        boolean noQuotes =
                found.equals("a text")
                        && (key.shape() == Shape.NUMBER || key.shape() == Shape.FLAG);
        mistakes.add(
                place,
                label
                        + "."
                        + written
                        + ": expected "
                        + key.shape().inWords()
                        + " ("
                        + key.placeholder()
                        + "), found "
                        + found
                        + (quotes ? "; put it in quotes" : "")
                        + (noQuotes ? "; leave out the quotes" : ""));
    }
}
