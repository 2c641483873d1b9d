package io.ottugi.supervisor.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which worker waits for which. Every answer is in the order in which the workers were given, so
 * the same file always gets the same answers.
 *
 * <p>A name that is no worker's is left out: whoever reads the configuration says so better.
 */
public final class StartOrder {
    private final Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    private final Map<String, Set<String>> dependents = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * @param after for each worker the names of those it waits for
     */
    public StartOrder(Map<String, Set<String>> after) {
        for (String name : after.keySet()) {
            places.put(name, places.size());
            dependents.put(name, new LinkedHashSet<>());
        }
        after.forEach((name, others) -> dependencies.put(name, known(others)));
        dependencies.forEach(
                (name, others) -> others.forEach(other -> edges(dependents, other).add(name)));
    }

    /** The workers that it waits for itself; none for a name that is not known. */
    public Set<String> dependencies(String name) {
        return Collections.unmodifiableSet(edges(dependencies, name));
    }

    /** The workers that must be ready before it, however many lie between. */
    public Set<String> allDependencies(String name) {
        return reachable(dependencies, name);
    }

    /** The workers that wait for it themselves; none for a name that is not known. */
    public Set<String> dependents(String name) {
        return Collections.unmodifiableSet(edges(dependents, name));
    }

    /** The workers that must be down before it, however many lie between. */
    public Set<String> allDependents(String name) {
        return reachable(dependents, name);
    }

    public boolean isCyclic() {
        return layered().size() < dependencies.size();
    }

    /** A shortest path from a worker back to itself, such as [a, b, a]; empty if there is none. */
    public List<String> cycle() {
        List<List<String>> cycles = cycles();
        return cycles.isEmpty() ? List.of() : cycles.get(0);
    }

    /** As many cycles as it takes to have every worker that waits for itself in at least one. */
    public List<List<String>> cycles() {
        Map<String, Integer> sound = layered();
        Set<String> told = new HashSet<>();
        List<List<String>> cycles = new ArrayList<>();
        for (String name : dependencies.keySet()) {
            List<String> cycle =
                    sound.containsKey(name) || told.contains(name) ? List.of() : cycleOf(name);
            if (!cycle.isEmpty()) {
                told.addAll(cycle);
                cycles.add(cycle);
            }
        }
        return cycles;
    }

    /**
     * The workers by their distance from those that wait for nobody: each layer waits only for
     * earlier ones. Started in this order, stopped in the reverse one.
     *
     * @throws IllegalStateException if it is cyclic
     */
    public List<Set<String>> layers() {
        if (isCyclic()) {
            throw new IllegalStateException("waits for itself: " + String.join(" -> ", cycle()));
        }
        Map<String, Integer> depths = layered();
        List<Set<String>> layers = new ArrayList<>();
        for (String name : dependencies.keySet()) {
            int depth = depths.getOrDefault(name, 0);
            while (layers.size() <= depth) {
                layers.add(new LinkedHashSet<>());
            }
            layers.get(depth).add(name);
        }
        return layers;
    }

    /** The layer of each worker that has one: Kahn's algorithm, which cycles stop. */
    private Map<String, Integer> layered() {
        Map<String, Integer> open = new HashMap<>();
        Map<String, Integer> depths = new HashMap<>();
        Deque<String> free = new ArrayDeque<>();
        dependencies.forEach(
                (name, others) -> {
                    open.put(name, others.size());
                    if (others.isEmpty()) {
                        free.add(name);
                    }
                });
        while (!free.isEmpty()) {
            String name = free.remove();
            depths.merge(name, 0, Math::max);
            int next = depths.getOrDefault(name, 0) + 1;
            for (String other : edges(dependents, name)) {
                open.merge(other, -1, Integer::sum);
                depths.merge(other, next, Math::max);
                if (open.getOrDefault(other, 0) == 0) {
                    free.add(other);
                }
            }
        }
        depths.keySet().removeIf(name -> open.getOrDefault(name, 0) != 0);
        return depths;
    }

    private List<String> cycleOf(String name) {
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> toVisit = new ArrayDeque<>(List.of(name));
        while (!toVisit.isEmpty() && !cameFrom.containsKey(name)) {
            String here = toVisit.remove();
            for (String next : edges(dependencies, here)) {
                if (cameFrom.putIfAbsent(next, here) == null) {
                    toVisit.add(next);
                }
            }
        }
        return cameFrom.containsKey(name) ? pathBack(name, cameFrom) : List.of();
    }

    private static List<String> pathBack(String name, Map<String, String> cameFrom) {
        List<String> path = new ArrayList<>(List.of(name));
        @Nullable String here = cameFrom.get(name);
        while (here != null && !here.equals(name)) {
            path.add(here);
            here = cameFrom.get(here);
        }
        path.add(name);
        Collections.reverse(path);
        return path;
    }

    private Set<String> reachable(Map<String, Set<String>> graph, String name) {
        Set<String> found = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(edges(graph, name));
        while (!toVisit.isEmpty()) {
            String next = toVisit.remove();
            if (found.add(next)) {
                toVisit.addAll(edges(graph, next));
            }
        }
        return Collections.unmodifiableSet(known(found));
    }

    private Set<String> known(Set<String> names) {
        return names.stream()
                .filter(places::containsKey)
                .sorted(Comparator.comparing(places::get))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> edges(Map<String, Set<String>> graph, String name) {
        return graph.getOrDefault(name, Set.of());
    }
}
