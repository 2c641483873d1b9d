package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Lists;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What several kinds of values have in common in being checked. */
final class Checks {
    private static final int MOST = 10_000;

    private Checks() {}

    static String each(Kind kind, String value, Path base) throws BadSetting {
        List<String> canonical = new ArrayList<>();
        for (String one : Lists.split(value)) {
            // A path may begin or end with a blank.
            canonical.add(kind.canonical(kind == Kind.PATH ? one : one.strip(), base));
        }
        return String.join(",", canonical);
    }

    static String oneOf(String value, String refusal, List<String> choices) throws BadSetting {
        if (!choices.contains(value)) {
            int last = choices.size() - 1;
            throw new BadSetting(
                    "'"
                            + value
                            + "' "
                            + refusal
                            + "; expected "
                            + String.join(", ", choices.subList(0, last))
                            + " or "
                            + choices.get(last));
        }
        return value;
    }

    static String number(String value, double least, double most) throws BadSetting {
        boolean plain = value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?");
        double number = plain ? Double.parseDouble(value) : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw new BadSetting(
                    "'"
                            + value
                            + "' does not fit; expected a number from "
                            + (long) least
                            + " to "
                            + (long) most);
        }
        return value;
    }

    static String whole(String value, int least) throws BadSetting {
        if (number(value, least, MOST).indexOf('.') >= 0) {
            throw new BadSetting("'" + value + "' does not fit; expected a whole number");
        }
        return Integer.toString(Integer.parseInt(value));
    }

    static String octal(String value, String refusal, String example) throws BadSetting {
        if (!value.matches("0?[0-7]{1,3}")) {
            throw new BadSetting(
                    "'" + value + "' " + refusal + "; expected octal digits such as " + example);
        }
        return value;
    }
}
