package io.ottugi.worker;

import java.time.Duration;

/** A value of the form {@code WHAT[@AFTER]}; without AFTER it is due at once. */
record Timed(String what, Duration after) {
    static Timed parse(String value) {
        int at = value.indexOf('@');
        return at < 0
                ? new Timed(value, Duration.ZERO)
                : new Timed(value.substring(0, at), Text.duration(value.substring(at + 1)));
    }
}
