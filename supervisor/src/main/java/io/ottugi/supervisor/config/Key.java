package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.config.value.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Every setting there is; the reader of files, the command line, help, hand-over, boot entry, man
 * page and completion iterate over this list.
 */
public enum Key {
    COMMAND(
            "command",
            "[\"PROGRAM\", \"ARGUMENT\", …]",
            "",
            "what runs, word by word and without a shell; only in files",
            Kind.COMMAND),
    INSTANCES(
            "instances",
            "N",
            "",
            "how many copies of it run, NAME:1 to NAME:N; {instance} is replaced by the number",
            Kind.COUNT),
    DIRECTORY("directory", "PATH", "/", "where the worker runs", Kind.PATH),
    USER("user", "USER", "the supervisor's", "as whom it runs; needs root", Kind.ACCOUNT),
    GROUP("group", "GROUP", "the user's own", "its group; needs root", Kind.ACCOUNT),
    ENVIRONMENT(
            "environment.VAR", "TEXT", "", "sets VAR in the worker's environment", Kind.VARIABLE),
    ENVIRONMENT_FILE(
            "environment_file",
            "PATH,PATH…",
            "",
            "files of VAR=TEXT lines (dotenv), read at each start; later ones win",
            Kind.PATHS),
    INHERIT_ENVIRONMENT(
            "inherit_environment",
            "true|false",
            "true",
            "whether it gets the operator's environment, or only PATH, HOME and the like",
            Kind.FLAG),
    UMASK("umask", "OCTAL", "the operator's", "its file mode creation mask", Kind.UMASK),
    LIMITS(
            "limits.NAME",
            "N|SOFT:HARD|unlimited",
            "the operator's limits",
            "a resource limit by its name in prlimit(1), such as nofile, core or as",
            Kind.LIMIT),
    NICE(
            "nice",
            "N",
            "the supervisor's",
            "-20 (first) to 19 (last); below 0 needs root",
            Kind.NICE),
    AFTER(
            "after",
            "WORKER,WORKER…",
            "",
            "is started when these are ready, and stopped before them",
            Kind.NAMES),
    RESTART_WITH(
            "restart_with",
            "true|false",
            "false",
            "whether it is restarted when one of those in 'after' falls or is restarted",
            Kind.FLAG),
    ONESHOT(
            "oneshot",
            "true|false",
            "false",
            "whether it does its work and ends; those after it wait until it has ended well",
            Kind.FLAG),
    AUTOSTART(
            "autostart", "true|false", "true", "whether it starts with the supervisor", Kind.FLAG),
    START_SETTLE(
            "start.settle",
            "DURATION",
            "1s",
            "how long it must run to count as started; 'up', 'restart --rolling' and 'after' wait"
                    + " for it",
            Kind.DURATION),
    FORKING_PID_FILE(
            "forking.pid_file",
            "PATH",
            "",
            "of a program that goes into the background: the file that names the process that is"
                    + " then followed",
            Kind.PATH),
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
    RESTART_NEVER_AFTER(
            "restart.never_after",
            "FALL,FALL…",
            "",
            "falls not tried again until a file changes: 'exit 78', 'signal SEGV',"
                    + " 'could-not-start', 'not-ready'",
            Kind.FALLS),
    RESTART_ALWAYS_AFTER(
            "restart.always_after",
            "FALL,FALL…",
            "",
            "falls answered with a new start whatever the policy",
            Kind.FALLS),
    RESTART_WHEN_CHANGED(
            "restart.when_changed",
            "PATH,PATH…",
            "the files in its command and environment_file",
            "when one of these changes, what was given up by never_after is tried again",
            Kind.PATHS),
    RESTART_LIMIT_RESTARTS(
            "restart.limit.restarts",
            "N",
            "",
            "so many automatic restarts are allowed in the window",
            Kind.COUNT),
    RESTART_LIMIT_WITHIN(
            "restart.limit.within", "DURATION", "60s", "length of the window", Kind.DURATION),
    RESTART_LIMIT_THEN(
            "restart.limit.then",
            "fail|hold|exit-supervisor",
            "fail",
            "what follows: it stays down; it is tried now and then; the supervisor exits",
            Kind.THEN),
    RESTART_LIMIT_HOLD(
            "restart.limit.hold",
            "DURATION",
            "5m",
            "with then = hold: from one try to the next",
            Kind.DURATION),
    SUCCESS_EXIT_CODES(
            "success_exit_codes", "N,N…", "0", "exit codes that are no failure", Kind.CODES),
    STOP_SIGNAL("stop.signal", "SIGNAL", "TERM", "what asks the worker to end", Kind.SIGNAL),
    STOP_TO(
            "stop.to",
            "group|process|mixed",
            "group",
            "who gets the stop signal: its process group; its first process alone; the same, and"
                    + " KILL for what that leaves",
            Kind.STOP_TO),
    STOP_TIMEOUT(
            "stop.timeout", "DURATION", "10s", "from the stop signal until KILL", Kind.DURATION),
    LOG_FILE(
            "log.file",
            "PATH",
            "NAME.log in the log directory",
            "takes the worker's standard output and error",
            Kind.LOG),
    LOG_ERROR_FILE(
            "log.error_file",
            "PATH",
            "",
            "takes its standard error, apart from the rest",
            Kind.LOG),
    LOG_MAX_SIZE(
            "log.max_size",
            "SIZE",
            "50MB",
            "the log is cut at this size while the worker runs; 0 for never",
            Kind.SIZE),
    LOG_EVERY(
            "log.every",
            "hourly|daily|weekly|DURATION",
            "",
            "the log is cut this often as well",
            Kind.PERIOD),
    LOG_KEEP("log.keep", "N", "10", "archives of the log that are kept", Kind.NUMBER_KEPT),
    LOG_MAX_TOTAL(
            "log.max_total",
            "SIZE",
            "",
            "the oldest archives go when all and the log itself are larger",
            Kind.SIZE),
    LOG_COMPRESS("log.compress", "true|false", "true", "archives are compressed", Kind.FLAG),
    LOG_MODE(
            "log.mode",
            "OCTAL",
            "600 for new files",
            "mode of the log and its archives",
            Kind.MODE),
    LOG_FREE_SPACE(
            "log.free_space",
            "SIZE",
            "",
            "the oldest archives go when their filesystem has less than this free",
            Kind.SIZE),
    LOG_MAX_RATE(
            "log.max_rate",
            "SIZE",
            "",
            "more than this a second, over ten seconds, is reported; nothing is dropped",
            Kind.SIZE),
    JVM(
            "jvm",
            "auto|true|false",
            "auto",
            "whether it is a JVM; auto looks whether its program is called java",
            Kind.TRISTATE),
    EVIDENCE_KEEP(
            "evidence.keep",
            "N",
            "10",
            "incidents that are kept of its falls; 0: none",
            Kind.NUMBER_KEPT),
    EVIDENCE_MAX_SIZE(
            "evidence.max_size", "SIZE", "1GB", "of all its incidents together", Kind.SIZE),
    EVIDENCE_HEAP_DUMP(
            "evidence.heap_dump",
            "true|false",
            "false",
            "a JVM writes its heap when that is used up, if there is room for it",
            Kind.FLAG),
    EVIDENCE_FLIGHT_RECORDING(
            "evidence.flight_recording",
            "true|false",
            "false",
            "a JVM records its last minutes (JFR)",
            Kind.FLAG),
    EVIDENCE_BEFORE_KILL(
            "evidence.before_kill",
            "true|false",
            "true",
            "one that does not end in time is looked at before KILL, for 5 s at most",
            Kind.FLAG),
    ON_FAILURE(
            "on_failure",
            "[\"PROGRAM\", \"ARGUMENT\", …]",
            "",
            "is run once when it fails; {worker}, {cause} and {incident} are filled in",
            Kind.ARGUMENTS),
    ON_FAILURE_TIMEOUT(
            "on_failure_timeout", "DURATION", "30s", "after which that is ended", Kind.DURATION),
    NAME(
            "name",
            "NAME",
            "the name of the file's directory",
            "the supervisor's name",
            Kind.NAME,
            Scope.SUPERVISOR),
    START_RATE(
            "start_rate",
            "N",
            "as fast as can be",
            "at most so many starts a second, over all workers",
            Kind.RATE,
            Scope.SUPERVISOR);

    private final String label;
    private final String placeholder;
    private final String byDefault;
    private final String help;
    private final Kind kind;
    private final Scope scope;

    Key(String label, String placeholder, String byDefault, String help, Kind kind) {
        this(label, placeholder, byDefault, help, kind, Scope.WORKER);
    }

    Key(String label, String placeholder, String byDefault, String help, Kind kind, Scope scope) {
        this.label = label;
        this.placeholder = placeholder;
        this.byDefault = byDefault;
        this.help = help;
        this.kind = kind;
        this.scope = scope;
    }

    /** As it is written, such as {@code restart.max}. */
    public String label() {
        return label;
    }

    /** What stands for its value in help texts. */
    public String placeholder() {
        return placeholder;
    }

    /** What holds when it is not set, in words; empty if nothing does. */
    public String byDefault() {
        return byDefault;
    }

    public String help() {
        return help;
    }

    public Scope scope() {
        return scope;
    }

    /** How its value is written in a file. */
    public Shape shape() {
        return kind.shape();
    }

    /** Whether it is a family of keys, such as one for each variable. */
    public boolean isFamily() {
        return kind == Kind.VARIABLE || kind == Kind.LIMIT;
    }

    /** The keys of a table in the order of the list. */
    public static List<Key> of(Scope scope) {
        return List.of(values()).stream().filter(key -> key.scope == scope).toList();
    }

    Kind kind() {
        return kind;
    }

    /**
     * A key's full name for one that may be the short form of it: {@code restart}, {@code stop}.
     */
    public static String fullName(String written) {
        return KeyNames.full(written);
    }

    /** The worker's key for a name as it was written, such as {@code environment.PORT}. */
    public static Key parse(String written) throws BadSetting {
        return KeyNames.parse(written, Scope.WORKER);
    }

    /** The key of a table for a name as it was written. */
    public static Key parse(String written, Scope scope) throws BadSetting {
        return KeyNames.parse(written, scope);
    }

    /**
     * Checks a value and makes it independent of where the operator stood.
     *
     * @param base what relative paths are resolved against
     */
    public String canonical(String written, String value, Path base) throws BadSetting {
        return KeyNames.canonical(this, written, value, base);
    }

    /** Whether a setting, by its full name, is this key or one of this family. */
    public boolean names(String written) {
        return KeyNames.isNamed(this, written);
    }

    /** The variable that a name of this family means, if it is one of it. */
    Optional<String> member(String written) {
        return KeyNames.member(this, written);
    }
}
