package io.ottugi.supervisor.boot;

import java.util.List;

/**
 * What was found or done, for people.
 *
 * @param enabled whether the instance starts at boot now
 * @param lines to be printed as they are
 */
public record BootReport(boolean enabled, List<String> lines) {
    public BootReport {
        lines = List.copyOf(lines);
    }
}
