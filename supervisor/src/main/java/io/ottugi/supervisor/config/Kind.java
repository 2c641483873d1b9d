package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.Arguments;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.config.value.FallPatterns;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Period;
import io.ottugi.supervisor.config.value.Shape;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.config.value.Sizes;
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
    LOG(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            String path = PATH.canonical(value, base);
            if (path.matches("/dev/(stdout|stderr|fd/.*)|/proc/(thread-)?self/fd/.*")) {
                throw new BadSetting(
                        "'"
                                + value
                                + "' is the supervisor's own output, and no file; leave it out: in a"
                                + " container, under systemd and with its output to a file, 'ottugi"
                                + " run' hands that on to its workers");
            }
            return path;
        }
    },
    COUNT(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.whole(value, 1);
        }
    },
    /** Like a count, but it may be none. */
    NUMBER_KEPT(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.whole(value, 0);
        }
    },
    UMASK(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.octal(value, "is no mask", "022");
        }
    },
    MODE(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.octal(value, "is no file mode", "640");
        }
    },
    SIZE(Shape.SCALAR) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            Sizes.parse(value);
            return value;
        }
    },
    PERIOD(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            Period.parse(value);
            return value;
        }
    },
    TRISTATE(Shape.SCALAR) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.oneOf(value, "does not fit", List.of("auto", "true", "false"));
        }
    },
    ARGUMENTS(Shape.ARGUMENTS) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            List<String> words = new ArrayList<>(Arguments.split(value));
            if (!words.isEmpty() && words.get(0).indexOf('/') >= 0) {
                words.set(0, PATH.canonical(words.get(0), base));
            }
            return Arguments.join(words);
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
            return Checks.oneOf(value, "is no policy", List.of("always", "on-failure", "never"));
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
            return Checks.number(value, 1, 1000);
        }
    },
    JITTER(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.number(value, 0, 1);
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
            return Checks.oneOf(value, "does not fit", List.of("fail", "hold", "exit-supervisor"));
        }
    },
    STOP_TO(Shape.TEXT) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.oneOf(value, "does not fit", List.of("group", "process", "mixed"));
        }
    },
    RATE(Shape.NUMBER) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            if (Checks.number(value, 0, 100_000).matches("[0.]+")) {
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
            return Checks.each(NAME, value, base);
        }
    },
    PATHS(Shape.LIST) {
        @Override
        String canonical(String value, Path base) throws BadSetting {
            return Checks.each(PATH, value, base);
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
            return Checks.each(FALL, value, base);
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
}
