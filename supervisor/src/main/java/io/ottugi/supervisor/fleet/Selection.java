package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Glob;
import io.ottugi.supervisor.config.value.Nearest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The units that patterns mean: {@code all}, a unit, a worker with all its instances, or a {@link
 * Glob} on either.
 *
 * @param <U> the type of units
 */
public final class Selection<U extends Unit> {
    private static final int MOST_NAMES = 20;
    private static final int MOST_GLOBS = 100;
    private static final int LONGEST = 200;

    private final Collection<U> units;
    private final Set<U> selected = new HashSet<>();

    private Selection(Collection<U> units) {
        this.units = units;
    }

    /**
     * @return in the order of the plan
     * @throws BadSetting if a pattern means none
     */
    public static <U extends Unit> List<U> of(List<String> patterns, Registry<U> registry)
            throws BadSetting {
        if (patterns.stream().anyMatch(pattern -> pattern.length() > LONGEST)) {
            throw new BadSetting("a pattern of more than " + LONGEST + " characters");
        }
        Selection<U> selection =
                new Selection<>(registry.all().stream().filter(registry::isPlanned).toList());
        selection.addNames(patterns.stream().filter(Glob::isLiteral).toList(), registry);
        List<String> globs = patterns.stream().filter(p -> !Glob.isLiteral(p)).distinct().toList();
        if (globs.size() > MOST_GLOBS) {
            throw new BadSetting("more than " + MOST_GLOBS + " patterns");
        }
        for (String glob : globs) {
            selection.add(glob, registry);
        }
        return registry.all().stream().filter(selection.selected::contains).toList();
    }

    private void addNames(List<String> names, Registry<?> registry) throws BadSetting {
        Set<String> meant = new HashSet<>(names);
        boolean all = meant.remove("all");
        Set<String> left = new LinkedHashSet<>(meant);
        for (U unit : units) {
            if (all || meant.contains(unit.name()) || meant.contains(unit.spec().id().worker())) {
                selected.add(unit);
                left.remove(unit.name());
                left.remove(unit.spec().id().worker());
            }
        }
        if (!left.isEmpty()) {
            throw new BadSetting(unknown(left.iterator().next(), registry));
        }
    }

    private void add(String pattern, Registry<?> registry) throws BadSetting {
        Glob glob = Glob.of(pattern);
        List<U> fitting =
                units.stream()
                        .filter(
                                unit ->
                                        glob.matches(unit.name())
                                                || glob.matches(unit.spec().id().worker()))
                        .toList();
        if (fitting.isEmpty()) {
            throw new BadSetting(unknown(pattern, registry));
        }
        selected.addAll(fitting);
    }

    /** A sentence about a pattern that means no unit, with what may be meant. */
    public static String unknown(String pattern, Registry<?> registry) {
        List<String> names =
                registry.all().stream()
                        .flatMap(unit -> Stream.of(unit.name(), unit.spec().id().worker()))
                        .toList();
        return "there is no worker '"
                + pattern
                + "'"
                + Optional.of(pattern)
                        .filter(Glob::isLiteral)
                        .flatMap(literal -> Nearest.slip(literal, names))
                        .map(near -> "; the nearest is '" + near + "'")
                        .orElseGet(() -> "; there are " + names(registry.all()));
    }

    /** The names for a person, not more than can be read. */
    public static String names(Collection<? extends Unit> units) {
        List<String> names = units.stream().map(Unit::name).limit(MOST_NAMES).toList();
        String more =
                units.size() > MOST_NAMES ? " and " + (units.size() - MOST_NAMES) + " more" : "";
        return names.isEmpty() ? "none" : String.join(", ", names) + more;
    }
}
