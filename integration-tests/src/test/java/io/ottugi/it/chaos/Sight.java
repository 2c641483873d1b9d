package io.ottugi.it.chaos;

import io.ottugi.it.harness.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A live process of the campaign, by its executable.
 *
 * @param name of the executable: the worker's, or that of its children
 * @param startTicks with which the pid is unique
 */
record Sight(String name, long pid, long startTicks, long parent) {
    /** Pid and start time. */
    String id() {
        return pid + " " + startTicks;
    }

    /** All that live now and run one of the programs in that directory; zombies do not live. */
    static List<Sight> all(Path programs) {
        List<Sight> sights = new ArrayList<>();
        for (Proc proc : Proc.all()) {
            Path executable = executable(proc.pid());
            if (executable.startsWith(programs)) {
                String name = executable.getFileName().toString();
                proc.statIfThere()
                        .filter(stat -> stat.state() != 'Z' && stat.state() != 'X')
                        .map(stat -> new Sight(name, proc.pid(), stat.startTicks(), stat.parent()))
                        .ifPresent(sights::add);
            }
        }
        return sights;
    }

    /**
     * Of those, the ones that are nobody's copy: a shell that forks is the same program until it
     * executes another.
     */
    static List<Sight> first(List<Sight> sights) {
        Set<String> parents = new HashSet<>();
        sights.forEach(sight -> parents.add(sight.name() + sight.pid()));
        return sights.stream()
                .filter(sight -> !parents.contains(sight.name() + sight.parent()))
                .toList();
    }

    private static Path executable(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"));
        } catch (IOException gone) {
            return Path.of("");
        }
    }
}
