package io.ottugi.supervisor.config.value;

import java.util.Locale;

/**
 * Sizes as people write them: {@code 512KB}, {@code 50MB}, {@code 2GB}; a unit is 1024 of the one
 * below.
 */
public final class Sizes {
    private static final String UNITS = "KMGT";
    private static final String COLUMN_UNITS = UNITS + "P";
    private static final int STEP_BITS = 10;
    private static final int STEP = 1 << STEP_BITS;
    private static final String[] WORDS = {"bytes", "KB", "MB", "GB", "TB"};

    private Sizes() {}

    /** Takes digits and perhaps a unit; without one it is bytes. */
    public static long parse(String text) throws BadSetting {
        String upper = text.toUpperCase(Locale.ROOT);
        String number = withoutSuffix(upper);
        int step = number.isEmpty() ? -1 : UNITS.indexOf(number.charAt(number.length() - 1));
        String digits = step < 0 ? number : number.substring(0, number.length() - 1);
        if (!digits.matches("[0-9]{1,18}")) {
            throw new BadSetting(
                    "'" + text + "' is no size; expected one such as 512KB, 50MB or 2GB");
        }
        long bytes = Long.parseLong(digits);
        int shift = STEP_BITS * (step + 1);
        if (bytes > Long.MAX_VALUE >> shift) {
            throw new BadSetting("'" + text + "' is more than any machine has");
        }
        return bytes << shift;
    }

    private static String withoutSuffix(String upper) {
        for (String suffix : new String[] {"IB", "B"}) {
            if (upper.endsWith(suffix)) {
                return upper.substring(0, upper.length() - suffix.length());
            }
        }
        return upper;
    }

    /** A size in the largest unit that divides it: {@code 50MB}, {@code 1000B}. */
    public static String format(long bytes) {
        long rest = bytes;
        int step = 0;
        while (rest != 0 && rest % STEP == 0 && step < UNITS.length()) {
            rest >>= STEP_BITS;
            step++;
        }
        return rest + (step == 0 ? "" : String.valueOf(UNITS.charAt(step - 1))) + "B";
    }

    /** A rounded size for a sentence: {@code 48.8 MB}, {@code 17 bytes}. */
    public static String rounded(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < WORDS.length - 1) {
            value /= STEP;
            unit++;
        }
        return unit == 0 || value >= 100
                ? Math.round(value) + " " + WORDS[unit]
                : String.format(Locale.ROOT, "%.1f %s", value, WORDS[unit]);
    }

    /** A rounded size for a column: {@code 950K}, {@code 12.3M}, {@code 1.2G}. */
    public static String brief(long bytes) {
        double rest = bytes / (double) STEP;
        int unit = 0;
        while (rest >= 999.5 && unit < COLUMN_UNITS.length() - 1) {
            rest /= STEP;
            unit++;
        }
        long tenths = Math.round(rest * 10);
        boolean whole = tenths >= 1000 || unit == 0;
        return (whole ? Math.round(rest) : tenths / 10 + "." + tenths % 10)
                + String.valueOf(COLUMN_UNITS.charAt(unit));
    }
}
