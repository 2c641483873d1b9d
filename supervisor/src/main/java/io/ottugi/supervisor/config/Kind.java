package io.ottugi.supervisor.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What a value may be, and its one canonical text. */
enum Kind {
    PATH {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (value.isEmpty()) {
                throw new BadSetting("the path is empty");
            }
            try {
                return base.resolve(value).normalize().toString();
            } catch (InvalidPathException e) {
                throw new BadSetting("'" + value + "' is no path: " + e.getReason());
            }
        }
    },
    UMASK {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (!value.matches("0?[0-7]{1,3}")) {
                throw new BadSetting(
                        "'" + value + "' is no mask; expected octal digits such as 022");
            }
            return value;
        }
    },
    VARIABLE {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (value.indexOf('\0') >= 0) {
                throw new BadSetting("the value holds a zero byte");
            }
            return value;
        }
    },
    POLICY {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (!List.of("always", "on-failure", "never").contains(value)) {
                throw new BadSetting(
                        "'" + value + "' is no policy; expected always, on-failure or never");
            }
            return value;
        }
    },
    DURATION {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            Durations.parse(value);
            return value;
        }
    },
    FACTOR {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return number(value, 1, 1000);
        }
    },
    JITTER {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return number(value, 0, 1);
        }
    },
    CODES {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            for (String code : value.split(",", -1)) {
                if (!code.matches("[0-9]{1,3}") || Integer.parseInt(code) > 255) {
                    throw new BadSetting(
                            "'"
                                    + value
                                    + "' is no list of exit codes; expected numbers from 0 to"
                                    + " 255 with commas between");
                }
            }
            return value;
        }
    },
    SIGNAL {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return SignalName.parse(value).name();
        }
    };

    abstract String canonical(String value, Path base) throws BadSetting;

    private static String number(String value, double least, double most) throws BadSetting {
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
}
