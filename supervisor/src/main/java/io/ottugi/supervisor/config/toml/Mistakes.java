package io.ottugi.supervisor.config.toml;

import io.ottugi.supervisor.config.Definition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** Collects what is wrong, so that all of it can be told at once. */
final class Mistakes {
    private final List<Mistake> found = new ArrayList<>();
    private int misplacedFrom = Integer.MAX_VALUE;

    /** From this line on keys may belong to another table than it seems. */
    void misplacedFrom(int line) {
        misplacedFrom = Math.min(misplacedFrom, line);
    }

    /** Tells of a name that does not belong where it stands, unless that may be our mistake. */
    void addStray(Origin place, String message) {
        if (place.line() <= misplacedFrom) {
            add(place, message);
        }
    }

    void add(Origin place, String message) {
        found.add(new Mistake(place, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Those of the workers that something is wrong with. */
    Set<String> workers(List<Definition> all) {
        Set<String> names = new HashSet<>();
        for (Definition worker : all) {
            String table = ConfigFile.path(worker.name(), "");
            for (Mistake mistake : found) {
                if (mistake.message().startsWith(table + ".")
                        || mistake.message().startsWith(table + ":")) {
                    names.add(worker.name());
                }
            }
        }
        return names;
    }

    List<Mistake> all() {
        return found;
    }

    static Origin origin(@Nullable TomlPosition position) {
        return position == null
                ? Origin.FILE
                : new Origin(Math.max(1, position.line()), Math.max(1, position.column()));
    }
}
