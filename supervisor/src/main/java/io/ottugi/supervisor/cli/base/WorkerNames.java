package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.config.WorkerId;
import io.ottugi.supervisor.config.value.Glob;
import java.util.Comparator;
import java.util.List;

/** Names of units as clients see them, such as {@code web} and {@code web:2}. */
public final class WorkerNames {
    /** By worker, then by instance, so that the tenth comes after the second. */
    public static final Comparator<String> ORDER =
            Comparator.comparing(WorkerNames::worker).thenComparingInt(WorkerNames::instance);

    private WorkerNames() {}

    /** Whether one of the patterns means it; no pattern means all. */
    public static boolean isMeant(List<String> patterns, String unit) {
        String worker = worker(unit);
        for (String pattern : patterns) {
            Glob glob = Glob.of(pattern);
            if (pattern.equals("all") || glob.matches(unit) || glob.matches(worker)) {
                return true;
            }
        }
        return patterns.isEmpty();
    }

    public static String worker(String unit) {
        return WorkerId.parse(unit).worker();
    }

    private static int instance(String unit) {
        return WorkerId.parse(unit).instance();
    }
}
