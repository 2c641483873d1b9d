package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.User;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a command was given.
 *
 * @param environment the operator's, as it was before {@code bin/ottugi} kept Java's variables from
 *     us
 * @param directory where the operator stands, by the name that was used to go there
 */
public record Context(
        Map<String, String> environment,
        Path directory,
        User user,
        PrintStream out,
        PrintStream err) {
    /** Prefix under which {@code bin/ottugi} saves the variables that are meant for workers. */
    private static final String SAVED = "OTTUGI_SAVED_";

    /**
     * The context of this process.
     *
     * @param arguments of the command
     */
    public static Context ofProcess(String... arguments) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        // A name that begins with '=' cannot be given to another process by ProcessBuilder.
        environment.keySet().removeIf(name -> name.indexOf('=') >= 0);
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            restore(environment, variable.getKey(), variable.getValue());
        }
        return new Context(
                environment,
                LogicalDirectory.of(
                        environment.get("PWD"), Path.of("").toAbsolutePath(), arguments),
                User.current(),
                System.out,
                System.err);
    }

    private static void restore(Map<String, String> environment, String name, String value) {
        if (name.startsWith(SAVED)) {
            environment.remove(name);
            String restored = name.substring(SAVED.length());
            if (value.isEmpty()) {
                environment.remove(restored);
            } else {
                environment.put(restored, value);
            }
        }
    }

    public Places places() {
        return Places.of(user, environment, directory);
    }

    /** Something that is wrong, but stops nothing. */
    public void warn(String text) {
        err.println("ottugi: warning: " + text);
    }
}
