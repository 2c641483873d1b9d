package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.Glob;
import io.ottugi.supervisor.config.Nearest;
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
 */
final class Selection {
    private static final int MOST_NAMES = 20;
    private static final int MOST_GLOBS = 100;
    private static final int LONGEST = 200;

    private final Collection<WorkerUnit> units;
    private final Set<WorkerUnit> selected = new HashSet<>();

    private Selection(Collection<WorkerUnit> units) {
        this.units = units;
    }

    /**
     * @return in the order of the plan
     * @throws BadSetting if a pattern means none
     */
    static List<WorkerUnit> of(List<String> patterns, Roster roster) throws BadSetting {
        if (patterns.stream().anyMatch(pattern -> pattern.length() > LONGEST)) {
            throw new BadSetting("a pattern of more than " + LONGEST + " characters");
        }
        Selection selection =
                new Selection(roster.all().stream().filter(roster::isPlanned).toList());
        selection.addNames(patterns.stream().filter(Glob::isLiteral).toList(), roster);
        List<String> globs = patterns.stream().filter(p -> !Glob.isLiteral(p)).distinct().toList();
        if (globs.size() > MOST_GLOBS) {
            throw new BadSetting("more than " + MOST_GLOBS + " patterns");
        }
        for (String glob : globs) {
            selection.add(glob, roster);
        }
        return roster.all().stream().filter(selection.selected::contains).toList();
    }

    private void addNames(List<String> names, Roster roster) throws BadSetting {
        Set<String> meant = new HashSet<>(names);
        boolean all = meant.remove("all");
        Set<String> left = new LinkedHashSet<>(meant);
        for (WorkerUnit unit : units) {
            if (all || meant.contains(unit.name()) || meant.contains(unit.spec().id().worker())) {
                selected.add(unit);
                left.remove(unit.name());
                left.remove(unit.spec().id().worker());
            }
        }
        if (!left.isEmpty()) {
            throw new BadSetting(unknown(left.iterator().next(), roster));
        }
    }

    private void add(String pattern, Roster roster) throws BadSetting {
        Glob glob = Glob.of(pattern);
        List<WorkerUnit> fitting =
                units.stream()
                        .filter(
                                unit ->
                                        glob.matches(unit.name())
                                                || glob.matches(unit.spec().id().worker()))
                        .toList();
        if (fitting.isEmpty()) {
            throw new BadSetting(unknown(pattern, roster));
        }
        selected.addAll(fitting);
    }

    static String unknown(String pattern, Roster roster) {
        List<String> names =
                roster.all().stream()
                        .flatMap(unit -> Stream.of(unit.name(), unit.spec().id().worker()))
                        .toList();
        return "there is no worker '"
                + pattern
                + "'"
                + Optional.of(pattern)
                        .filter(Glob::isLiteral)
                        .flatMap(literal -> Nearest.slip(literal, names))
                        .map(near -> "; the nearest is '" + near + "'")
                        .orElseGet(() -> "; there are " + names(roster.all()));
    }

    /** The names for a person, not more than can be read. */
    static String names(Collection<WorkerUnit> units) {
        List<String> names = units.stream().map(WorkerUnit::name).limit(MOST_NAMES).toList();
        String more =
                units.size() > MOST_NAMES ? " and " + (units.size() - MOST_NAMES) + " more" : "";
        return names.isEmpty() ? "none" : String.join(", ", names) + more;
    }
}
