package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.value.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The times at which files are cut, by {@code log.every}. */
final class RotationSchedule {
    private RotationSchedule() {}

    /**
     * Returns the first scheduled time after a moment. A day on which the clock is put forward or
     * back has 23 or 25 hours, and begins at its first moment.
     */
    static Instant nextAfter(Instant last, Period period, ZoneId zone) {
        ZonedDateTime local = last.atZone(zone);
        LocalDate day = local.toLocalDate();
        return switch (period.unit()) {
            case HOURLY -> nextHour(local);
            case DAILY -> day.plusDays(1).atStartOfDay(zone).toInstant();
            case WEEKLY ->
                    day.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                            .atStartOfDay(zone)
                            .toInstant();
            case NONE -> last.plus(period.length());
        };
    }

    /** Returns the next full hour of local time, whose offset need not be whole hours. */
    private static Instant nextHour(ZonedDateTime local) {
        return local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
    }
}
