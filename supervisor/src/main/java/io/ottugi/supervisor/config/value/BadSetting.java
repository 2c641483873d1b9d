package io.ottugi.supervisor.config.value;

/** A setting that cannot be taken; the message names the key, the value and what was expected. */
public final class BadSetting extends Exception {
    private static final long serialVersionUID = 1;

    /** Control characters of what was typed must not reach the terminal, nor break the line. */
    public BadSetting(String message) {
        super(message.replaceAll("\\p{Cntrl}", "?"));
    }
}
