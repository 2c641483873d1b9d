package io.ottugi.supervisor.boot;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What shall be started at boot.
 *
 * @param name the instance
 * @param program absolute path of {@code bin/ottugi}
 * @param arguments what follows {@code run} or {@code up}: {@code -n NAME}, settings, {@code --},
 *     the worker's command
 * @param environment what the supervisor needs to find its Java, its places and its command
 * @param directory where the operator stood, absolute: relative paths in {@code arguments} start
 *     there
 * @param stopTimeout how long an orderly stop of the worker may take
 */
public record BootRequest(
        String name,
        String program,
        List<String> arguments,
        SortedMap<String, String> environment,
        String directory,
        Duration stopTimeout) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What a stop needs beyond the worker's own timeout: thread dump, KILL, the JVM's leaving. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    public BootRequest {
        require(NAME.matcher(name).matches(), "name", name);
        require(program.startsWith("/"), "program", program);
        require(directory.startsWith("/"), "directory", directory);
        require(!stopTimeout.isNegative(), "stop timeout", stopTimeout.toString());
        for (String variable : environment.keySet()) {
            require(VARIABLE.matcher(variable).matches(), "environment variable", variable);
        }
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    public BootRequest(
            String name,
            String program,
            List<String> arguments,
            Map<String, String> environment,
            String directory,
            Duration stopTimeout) {
        this(name, program, arguments, new TreeMap<>(environment), directory, stopTimeout);
    }

    /** Whole seconds after which a stop has failed. */
    long stopSeconds() {
        return stopTimeout.plus(MARGIN).plusNanos(999_999_999).toSeconds();
    }

    private static void require(boolean holds, String what, String value) {
        if (!holds) {
            throw new IllegalArgumentException("not a usable " + what + ": " + value);
        }
    }
}
