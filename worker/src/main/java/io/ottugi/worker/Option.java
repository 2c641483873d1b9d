package io.ottugi.worker;

/**
 * Every option of the worker, once. The parser and the help text iterate over this list; a value is
 * required exactly where a placeholder stands.
 */
enum Option {
    FILE("PATH", "count into PATH (default " + Settings.DEFAULT_FILE + "), appending to it"),
    INTERVAL("DURATION", "from one count to the next, such as 100ms, 1s, 2m (default 1s)"),
    RESUME("", "go on from the last count in the file (default: start again at 1)"),
    COUNT("N", "stop after N counts and exit 0 (default: never stop)"),
    HELP("", "print this text"),

    EXIT("CODE[@AFTER]", "exit with CODE (0 to 255), after AFTER or at once"),
    KILL("SIGNAL[@AFTER]", "die by SIGNAL: " + KillItself.NAMES),
    HANG("AFTER", "stop counting after AFTER, but stay"),
    NEVER_READY("", "stay in start-up: neither print \"ready\" nor count"),
    IGNORE("SIGNAL[,...]", "do nothing upon these signals, such as TERM,INT"),
    REPORT_SIGNALS("SIGNAL[,...]", "print \"got SIGNAL\" upon these signals, such as HUP,USR1"),
    FLOOD("LINES", "print LINES numbered lines as fast as possible (\"endless\": never stop)"),
    LEAK("KIND[,...]", "leave processes behind for an hour: " + Leak.KINDS);

    private static final Option FIRST_MISBEHAVIOUR = EXIT;

    private final String placeholder;
    private final String description;

    Option(String placeholder, String description) {
        this.placeholder = placeholder;
        this.description = description;
    }

    /** As it is typed: {@code NEVER_READY} is {@code --never-ready}. */
    String flag() {
        return "--" + Text.lowerCase(name()).replace('_', '-');
    }

    String placeholder() {
        return placeholder;
    }

    String description() {
        return description;
    }

    boolean takesValue() {
        return !placeholder.isEmpty();
    }

    boolean isMisbehaviour() {
        return compareTo(FIRST_MISBEHAVIOUR) >= 0;
    }
}
