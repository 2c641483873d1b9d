package io.ottugi.supervisor.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a fall was found to be, the strongest first. */
public enum FindingKind {
    COULD_NOT_START,
    NOT_READY,
    /** A program that went into the background. */
    DAEMONIZED,
    /** A stop or restart that we carried out. */
    ASKED,
    /** We sent KILL because it did not end in time. */
    KILLED_AFTER_STOP_TIMEOUT,
    /** A signal that an operator sent through us. */
    KILLED_BY_OPERATOR,
    KERNEL_OUT_OF_MEMORY,
    /** A signal whose sender nobody knows. */
    KILLED_BY_SOMEBODY,
    JVM_CRASH,
    NATIVE_CRASH,
    JAVA_OUT_OF_MEMORY,
    /** A JVM that could not reserve its heap. */
    NOT_ENOUGH_MEMORY,
    BAD_JVM_OPTION,
    JAR_NOT_FOUND,
    WRONG_JAVA_VERSION,
    CLASS_NOT_FOUND,
    PORT_IN_USE,
    DISK_FULL,
    PERMISSION_DENIED,
    UNCAUGHT_EXCEPTION,
    EXIT,
    UNKNOWN;

    /** The name in summaries and events, such as {@code port-in-use}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FindingKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
    }
}
