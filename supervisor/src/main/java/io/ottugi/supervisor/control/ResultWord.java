package io.ottugi.supervisor.control;

import java.util.Arrays;
import java.util.Optional;

/**
 * The words for what became of one worker that somebody asked something of. {@code docs/control.md}
 * explains them; none changes its meaning within a version.
 */
public enum ResultWord {
    RUNNING("running"),
    STOPPED("stopped"),
    STARTED("started"),
    EXITED("exited"),
    FELL("fell"),
    FAILED("failed"),
    WAITING("waiting"),
    TIMEOUT("timeout"),
    UNTOUCHED("untouched"),
    REFUSED("refused"),
    ASKED("asked"),
    SIGNALLED("signalled"),
    NOT_RUNNING("not running"),
    DUMPED("dumped");

    private final String label;

    ResultWord(String label) {
        this.label = label;
    }

    /** The word in a reply. */
    public String label() {
        return label;
    }

    /** The result of that word; empty for one of another version. */
    public static Optional<ResultWord> of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
}
