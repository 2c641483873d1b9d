package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.Glob;
import io.ottugi.supervisor.config.WorkerId;
import java.util.Comparator;
import java.util.List;

/** Names of units as clients see them, such as {@code web} and {@code web:2}. */
final class WorkerNames {
    /** By worker, then by instance, so that the tenth comes after the second. */
    static final Comparator<String> ORDER =
            Comparator.comparing(WorkerNames::worker).thenComparingInt(WorkerNames::instance);

    private WorkerNames() {}

    /** Whether one of the patterns means it; no pattern means all. */
    static boolean isMeant(List<String> patterns, String unit) {
        String worker = worker(unit);
        for (String pattern : patterns) {
            Glob glob = Glob.of(pattern);
            if (pattern.equals("all") || glob.matches(unit) || glob.matches(worker)) {
                return true;
            }
        }
        return patterns.isEmpty();
    }

    static String worker(String unit) {
        return WorkerId.parse(unit).worker();
    }

    private static int instance(String unit) {
        return WorkerId.parse(unit).instance();
    }
}
