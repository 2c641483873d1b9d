package io.ottugi.supervisor.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a value may be, and its one canonical text. */
enum Kind {
    PATH(Shape.TEXT) {
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
    COUNT(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (number(value, 1, 10_000).indexOf('.') >= 0) {
                throw new BadSetting("'" + value + "' does not fit; expected a whole number");
            }
            return Integer.toString(Integer.parseInt(value));
        }
    },
    UMASK(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (!value.matches("0?[0-7]{1,3}")) {
                throw new BadSetting(
                        "'" + value + "' is no mask; expected octal digits such as 022");
            }
            return value;
        }
    },
    VARIABLE(Shape.SCALAR) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (value.indexOf('\0') >= 0) {
                throw new BadSetting("the value holds a zero byte");
            }
            return value;
        }
    },
    POLICY(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return oneOf(value, "is no policy", List.of("always", "on-failure", "never"));
        }
    },
    DURATION(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            Durations.parse(value);
            return value;
        }
    },
    FACTOR(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return number(value, 1, 1000);
        }
    },
    JITTER(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return number(value, 0, 1);
        }
    },
    CODES(Shape.NUMBERS) {
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
    SIGNAL(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return SignalName.parse(value).name();
        }
    },
    NICE(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            boolean fits = value.matches("[+-]?[0-9]{1,2}");
            int nice = fits ? Integer.parseInt(value) : 99;
            if (nice < -20 || nice > 19) {
                throw new BadSetting(
                        "'" + value + "' does not fit; expected a whole number from -20 to 19");
            }
            return Integer.toString(nice);
        }
    },
    FLAG(Shape.FLAG) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (!value.equals("true") && !value.equals("false")) {
                throw new BadSetting("'" + value + "' does not fit; expected true or false");
            }
            return value;
        }
    },
    ACCOUNT(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (!value.matches("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,255}[$]?")) {
                throw new BadSetting("'" + value + "' is no name of a user or group");
            }
            return value;
        }
    },
    THEN(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return oneOf(value, "does not fit", List.of("fail", "hold", "exit-supervisor"));
        }
    },
    RATE(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (number(value, 0, 100_000).matches("[0.]+")) {
                throw new BadSetting("'" + value + "' does not fit; nothing would ever start");
            }
            return value;
        }
    },
    NAME(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return InstanceName.parse(value).value();
        }
    },
    NAMES(Shape.LIST) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return each(NAME, value, base);
        }
    },
    PATHS(Shape.LIST) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return each(PATH, value, base);
        }
    },
    FALL(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return FallPatterns.text(FallPatterns.parse(value));
        }
    },
    FALLS(Shape.LIST) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return each(FALL, value, base);
        }
    },
    /** What is a limit depends on the resource, so {@link Key} asks {@link Limits} itself. */
    LIMIT(Shape.SCALAR) {
        @Override
        String canonical(String value, Path base) {
            return value;
        }
    },
    COMMAND(Shape.WORDS) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            throw new BadSetting("is given word by word: after --, or as a list in a file");
        }
    };

    private final Shape shape;

    Kind(Shape shape) {
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }

    abstract String canonical(String value, Path base) throws BadSetting;

    private static String each(Kind kind, String value, Path base) throws BadSetting {
        List<String> canonical = new ArrayList<>();
        for (String one : Lists.split(value)) {
            // A path may begin or end with a blank.
            canonical.add(kind.canonical(kind == PATH ? one : one.strip(), base));
        }
        return String.join(",", canonical);
    }

    private static String oneOf(String value, String refusal, List<String> choices)
            throws BadSetting {
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
