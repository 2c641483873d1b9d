package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who waits for whom. Graphs are written "web:db,cache db cache": a worker and what it is after.
 */
class StartOrderTest {
    @Test
    void knowsBothDirections() {
        StartOrder order = order("web:app app:db,cache db cache other");
        assertEquals(Set.of("app"), order.dependencies("web"));
        assertEquals(List.of("app", "db", "cache"), List.copyOf(order.allDependencies("web")));
        assertEquals(Set.of("app"), order.dependents("db"));
        assertEquals(List.of("web", "app"), List.copyOf(order.allDependents("cache")));
        assertEquals(Set.of(), order.allDependents("other"));
        assertEquals(Set.of(), order.dependencies("nobody"));
        assertEquals(Set.of(), order.allDependents("nobody"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b c              | [[a, b, c]]",
                "a:b b:c c          | [[c], [b], [a]]",
                "web:db,cache db:disk cache disk | [[cache, disk], [db], [web]]",
                "d:b,c b:a c:a a    | [[a], [b, c], [d]]",
                "a:b,c b:c c        | [[c], [b], [a]]",
                "a:typo             | [[a]]"
            })
    void layersWaitOnlyForEarlierOnes(String graph, String layers) {
        StartOrder order = order(graph);
        assertEquals(layers, order.layers().toString());
        assertFalse(order.isCyclic());
        assertEquals(List.of(), order.cycle());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:a                | [[a, a]]",
                "a:b b:a            | [[a, b, a]]",
                "x:a a:b b:c c:a    | [[a, b, c, a]]",
                "a:b b:c,a c:a      | [[a, b, a], [c, a, b, c]]",
                "a:b b:a c:d d:c e:a| [[a, b, a], [c, d, c]]",
                "a:b b:b            | [[b, b]]"
            })
    void cyclesAreShownAsPaths(String graph, String cycles) {
        StartOrder order = order(graph);
        assertTrue(order.isCyclic());
        assertEquals(cycles, order.cycles().toString());
        assertEquals(order.cycles().get(0), order.cycle());
        assertThrows(IllegalStateException.class, order::layers);
    }

    @Test
    void chainOfAThousandIsNoMatter() {
        Map<String, Set<String>> chain = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            chain.put("w" + i, Set.of("w" + (i + 1)));
        }
        assertEquals(1_000, new StartOrder(chain).layers().size());
        assertEquals(999, new StartOrder(chain).allDependencies("w0").size());
        chain.put("w1000", Set.of("w0"));
        assertEquals(1_002, new StartOrder(chain).cycle().size());
    }

    @Test
    void randomGraphsKeepTheirPromises() {
        for (long seed = 0; seed < 2_000; seed++) {
            Map<String, Set<String>> graph = random(new Random(seed * 0x9E3779B97F4A7C15L));
            StartOrder order = new StartOrder(graph);
            String hint = "seed " + seed + ": " + graph;
            Set<String> selfish = new HashSet<>(graph.keySet());
            selfish.removeIf(name -> !order.allDependencies(name).contains(name));
            assertEquals(!selfish.isEmpty(), order.isCyclic(), hint);
            Set<String> told = new HashSet<>();
            order.cycles().forEach(cycle -> told.addAll(checkedCycle(cycle, graph, hint)));
            assertEquals(selfish, told, hint);
            if (!order.isCyclic()) {
                checkLayers(order.layers(), graph, hint);
            }
        }
    }

    private static List<String> checkedCycle(
            List<String> cycle, Map<String, Set<String>> graph, String hint) {
        assertTrue(cycle.size() >= 2, hint);
        assertEquals(cycle.get(0), cycle.get(cycle.size() - 1), hint);
        for (int i = 1; i < cycle.size(); i++) {
            assertTrue(graph.getOrDefault(cycle.get(i - 1), Set.of()).contains(cycle.get(i)), hint);
        }
        return cycle;
    }

    private static void checkLayers(
            List<Set<String>> layers, Map<String, Set<String>> graph, String hint) {
        Set<String> earlier = new HashSet<>();
        for (Set<String> layer : layers) {
            assertFalse(layer.isEmpty(), hint);
            layer.forEach(
                    name ->
                            assertTrue(
                                    earlier.containsAll(graph.getOrDefault(name, Set.of())), hint));
            earlier.addAll(layer);
        }
        assertEquals(graph.keySet(), earlier, hint);
    }

    private static Map<String, Set<String>> random(Random random) {
        int size = 1 + random.nextInt(7);
        Map<String, Set<String>> graph = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Set<String> after = new LinkedHashSet<>();
            for (int j = random.nextInt(3); j > 0; j--) {
                after.add("w" + random.nextInt(size));
            }
            graph.put("w" + i, after);
        }
        return graph;
    }

    private static StartOrder order(String graph) {
        Map<String, Set<String>> after = new LinkedHashMap<>();
        for (String worker : graph.strip().split(" +")) {
            List<String> parts = new ArrayList<>(List.of(worker.split("[:,]")));
            String name = parts.remove(0);
            after.put(name, Set.copyOf(parts));
        }
        return new StartOrder(after);
    }
}
