package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.config.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The turns of the clock at which files are cut. */
final class Turns {
    private Turns() {}

    /**
     * The first turn after a moment. A day is as long as it is where the clock is put forward or
     * back, and begins at the first moment it has.
     */
    static Instant after(Instant last, Period period, ZoneId zone) {
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

    /** By the clock on the wall, which need not be whole hours from Greenwich's. */
    private static Instant nextHour(ZonedDateTime local) {
        return local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
    }
}
