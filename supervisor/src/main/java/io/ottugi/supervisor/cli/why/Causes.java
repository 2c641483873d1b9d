package io.ottugi.supervisor.cli.why;

import io.ottugi.supervisor.events.EndCause;
import java.util.Map;

/** Causes of falls, as short as a cell of a table. */
public final class Causes {
    /** What a label adds to a cause; those that only repeat it are not here. */
    private static final Map<String, String> SHORT =
            Map.ofEntries(
                    Map.entry("killed-after-stop-timeout", "did not end in time"),
                    Map.entry("killed-by-operator", "sent by hand"),
                    Map.entry("kernel-out-of-memory", "out of memory"),
                    Map.entry("java-out-of-memory", "OutOfMemoryError"),
                    Map.entry("not-enough-memory", "no memory for the JVM"),
                    Map.entry("jvm-crash", "JVM crash"),
                    Map.entry("native-crash", "crash"),
                    Map.entry("port-in-use", "port in use"),
                    Map.entry("class-not-found", "class not found"),
                    Map.entry("jar-not-found", "no usable jar"),
                    Map.entry("wrong-java-version", "wrong Java version"),
                    Map.entry("bad-jvm-option", "bad JVM option"),
                    Map.entry("disk-full", "disk full"),
                    Map.entry("permission-denied", "permission denied"),
                    Map.entry("uncaught-exception", "uncaught exception"));

    private Causes() {}

    /** Such as {@code exit 3 (OutOfMemoryError)}. */
    public static String brief(String cause, String finding) {
        String more = SHORT.getOrDefault(finding, "");
        return more.isEmpty() ? cause : EndCause.parse(cause).withoutRemark() + " (" + more + ")";
    }

    /** The same for falls that are counted by cause, without the processes that a fall names. */
    static String brief(FallRecord fall) {
        return brief(fall.cause().withoutProcesses(), String.valueOf(fall.finding()));
    }
}
