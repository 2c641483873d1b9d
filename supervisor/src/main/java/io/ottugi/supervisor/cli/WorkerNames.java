package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.Glob;
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
        int colon = unit.indexOf(':');
        return colon < 0 ? unit : unit.substring(0, colon);
    }

    private static int instance(String unit) {
        String number = unit.substring(worker(unit).length());
        return number.matches(":[0-9]{1,9}") ? Integer.parseInt(number.substring(1)) : 0;
    }
}
