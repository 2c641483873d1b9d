package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.Period;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's log files are kept from growing without end. Sizes are in bytes.
 *
 * @param maxSize at which the live file is cut, 0 for never
 * @param every when else it is cut, or null for never
 * @param keep how many archives are kept
 * @param maxTotal of archives and live file together, 0 for as much as there is
 * @param compress whether archives are compressed
 * @param freeSpace below which, on its filesystem, the oldest archives go; 0 for never
 * @param maxRate bytes a second over ten seconds, above which it is reported; 0 for never
 */
public record LogPolicy(
        long maxSize,
        @Nullable Period every,
        int keep,
        long maxTotal,
        boolean compress,
        long freeSpace,
        long maxRate) {
    public static final LogPolicy DEFAULT = new LogPolicy(50L << 20, null, 10, 0, true, 0, 0);
}
