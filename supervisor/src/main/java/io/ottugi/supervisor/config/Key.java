package io.ottugi.supervisor.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Every setting there is; parser, help, hand-over and boot entry iterate over this list. */
public enum Key {
    DIRECTORY("directory", "PATH", "/", "where the worker runs", Kind.PATH),
    UMASK("umask", "OCTAL", "the operator's", "its file mode creation mask", Kind.UMASK),
    ENVIRONMENT(
            "environment.VAR", "TEXT", "", "sets VAR in the worker's environment", Kind.VARIABLE),
    RESTART_POLICY(
            "restart.policy",
            "always|on-failure|never",
            "always",
            "which falls are answered with a new start",
            Kind.POLICY),
    RESTART_INITIAL(
            "restart.initial",
            "DURATION",
            "100ms",
            "wait after the second fall in a row; the first is answered at once",
            Kind.DURATION),
    RESTART_FACTOR("restart.factor", "NUMBER", "2", "growth of the wait, 1 or more", Kind.FACTOR),
    RESTART_MAX("restart.max", "DURATION", "30s", "the longest wait", Kind.DURATION),
    RESTART_JITTER(
            "restart.jitter", "NUMBER", "0.2", "spreads the wait by 1 ± this, 0 to 1", Kind.JITTER),
    RESTART_RESET_AFTER(
            "restart.reset_after",
            "DURATION",
            "30s",
            "falls are forgotten after running this long",
            Kind.DURATION),
    SUCCESS_EXIT_CODES(
            "success_exit_codes", "N,N…", "0", "exit codes that are no failure", Kind.CODES),
    STOP_SIGNAL("stop.signal", "SIGNAL", "TERM", "what asks the worker to end", Kind.SIGNAL),
    STOP_TIMEOUT(
            "stop.timeout", "DURATION", "10s", "from the stop signal until KILL", Kind.DURATION),
    LOG_FILE(
            "log.file",
            "PATH",
            "NAME.log in the log directory",
            "takes the worker's standard output and error",
            Kind.PATH);

    private static final String VARIABLE_SUFFIX = "VAR";

    private final String label;
    private final String placeholder;
    private final String byDefault;
    private final String help;
    private final Kind kind;

    Key(String label, String placeholder, String byDefault, String help, Kind kind) {
        this.label = label;
        this.placeholder = placeholder;
        this.byDefault = byDefault;
        this.help = help;
        this.kind = kind;
    }

    /** As it is written, such as {@code restart.max}. */
    public String label() {
        return label;
    }

    /** What stands for its value in help texts. */
    public String placeholder() {
        return placeholder;
    }

    /** What holds when it is not set, in words. */
    public String byDefault() {
        return byDefault;
    }

    public String help() {
        return help;
    }

    /** Whether it is a family of keys, one for each variable. */
    public boolean isFamily() {
        return kind == Kind.VARIABLE;
    }

    /**
     * Checks a value and makes it independent of where the operator stood.
     *
     * @param base what relative paths are resolved against
     */
    public String canonical(String written, String value, Path base) throws BadSetting {
        try {
            return kind.canonical(value, base);
        } catch (BadSetting e) {
            throw new BadSetting(written + ": " + e.getMessage());
        }
    }

    /** The key for a name as it was written, such as {@code environment.PORT}. */
    public static Key parse(String written) throws BadSetting {
        for (Key key : values()) {
            if (key.isFamily() ? key.variable(written).isPresent() : key.label.equals(written)) {
                return key;
            }
        }
        throw new BadSetting(
                "there is no key '" + written + "'; the nearest is '" + nearest(written) + "'");
    }

    /** The variable that a name of this family means, if it is one. */
    public Optional<String> variable(String written) {
        String prefix = label.substring(0, label.length() - VARIABLE_SUFFIX.length());
        boolean named =
                written.startsWith(prefix)
                        && written.substring(prefix.length()).matches("[A-Za-z_][A-Za-z0-9_]*");
        return named ? Optional.of(written.substring(prefix.length())) : Optional.empty();
    }

    private static String nearest(String written) {
        return Arrays.stream(values())
                .map(Key::label)
                .min(Comparator.comparingInt(label -> distanceTo(label, written)))
                .orElseThrow();
    }

    /** Forgetting the table's name is the commonest slip of all. */
    private static int distanceTo(String label, String written) {
        return label.endsWith("." + written) ? 1 : distance(written, label);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
