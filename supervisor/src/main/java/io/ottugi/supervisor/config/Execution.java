package io.ottugi.supervisor.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a worker's processes are made.
 *
 * @param command the program and its arguments; the program is an absolute path or is looked up in
 *     PATH
 * @param directory where it runs
 * @param umask its file mode creation mask, or null for the operator's
 * @param environment what it finds in its environment
 * @param privileges as whom and with how much of the machine
 * @param output where its standard output and error go
 * @param pidFile names the process to follow once its first process has ended with 0, or null for a
 *     program that stays in the foreground
 */
public record Execution(
        List<String> command,
        Path directory,
        @Nullable Integer umask,
        Environment environment,
        Privileges privileges,
        Output output,
        @Nullable Path pidFile) {
    public Execution {
        command = List.copyOf(command);
    }

    /** Where its output goes, or null for the supervisor's own. */
    public @Nullable Path logFile() {
        return output.file();
    }

    /**
     * A worker's environment.
     *
     * @param inherit whether it begins with the operator's; otherwise with PATH, HOME and the like
     * @param files in the format of dotenv, absolute; read at each start, later ones win
     * @param variables set on top of all
     */
    public record Environment(boolean inherit, List<Path> files, Map<String, String> variables) {
        public static final Environment INHERITED = new Environment(true, List.of(), Map.of());

        public Environment {
            files = List.copyOf(files);
            variables = Map.copyOf(variables);
        }
    }

    /**
     * Credentials and resources.
     *
     * @param user name of the user to run as, or null for the supervisor's
     * @param group name of its group, or null for the user's own
     * @param nice -20 to 19, or null for the supervisor's
     * @param limits as setrlimit(2) takes them, by the resource's name
     */
    public record Privileges(
            @Nullable String user,
            @Nullable String group,
            @Nullable Integer nice,
            Map<ResourceLimit, Limit> limits) {
        public static final Privileges OURS = new Privileges(null, null, null, Map.of());

        public Privileges {
            limits = Map.copyOf(limits);
        }

        // Written out, since every start compares them: a record's own are made at run time.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Privileges that
                    && Objects.equals(user, that.user)
                    && Objects.equals(group, that.group)
                    && Objects.equals(nice, that.nice)
                    && limits.equals(that.limits);
        }

        @Override
        public int hashCode() {
            return Objects.hash(user, group, nice, limits);
        }
    }

    /**
     * Soft and hard limit.
     *
     * @param soft and {@code hard} in the resource's unit; {@link #UNLIMITED} for none
     */
    public record Limit(long soft, long hard) {
        public static final long UNLIMITED = -1;
    }
}
