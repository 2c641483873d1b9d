package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Sizes;

/** Resource limits as text: {@code 65536}, {@code unlimited}, {@code 1024:4096}, {@code 2GB}. */
final class Limits {
    private static final String UNLIMITED = "unlimited";

    private Limits() {}

    /** Takes one number for both limits, or the soft and the hard one with a colon between. */
    static Execution.Limit parse(ResourceLimit resource, String text) throws BadSetting {
        int colon = text.indexOf(':');
        if (colon < 0) {
            long both = one(resource, text);
            return new Execution.Limit(both, both);
        }
        long soft = one(resource, text.substring(0, colon));
        long hard = one(resource, text.substring(colon + 1));
        if (isMore(soft, hard)) {
            throw new BadSetting(
                    "'" + text + "': the soft limit, first, is more than the hard one");
        }
        return new Execution.Limit(soft, hard);
    }

    static String canonical(ResourceLimit resource, String text) throws BadSetting {
        Execution.Limit limit = parse(resource, text);
        String hard = canonical(limit.hard());
        return limit.soft() == limit.hard() ? hard : canonical(limit.soft()) + ":" + hard;
    }

    private static String canonical(long value) {
        return value == Execution.Limit.UNLIMITED ? UNLIMITED : Long.toString(value);
    }

    private static boolean isMore(long soft, long hard) {
        return hard != Execution.Limit.UNLIMITED
                && (soft == Execution.Limit.UNLIMITED || soft > hard);
    }

    private static long one(ResourceLimit resource, String text) throws BadSetting {
        if (text.equals(UNLIMITED)) {
            return Execution.Limit.UNLIMITED;
        }
        if (resource.isInBytes()) {
            try {
                return Sizes.parse(text);
            } catch (BadSetting e) {
                throw bad(text, "a size such as 2GB");
            }
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw bad(text, "a number such as 1024");
        }
        return Long.parseLong(text);
    }

    private static BadSetting bad(String text, String expected) {
        return new BadSetting(
                "'"
                        + text
                        + "' is no limit; expected "
                        + expected
                        + ", 'unlimited', or two of these as SOFT:HARD");
    }
}
