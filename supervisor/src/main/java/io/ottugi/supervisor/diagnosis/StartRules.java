package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.lifecycle.Cause;
import java.util.List;
import java.util.Optional;

/** Falls of workers that never served. */
final class StartRules {
    /** E2BIG, as the C library says it. */
    private static final String TOO_LONG = "Argument list too long";

    private StartRules() {}

    static Optional<Finding> couldNotStart(Facts facts) {
        if (!(facts.cause() instanceof Cause.CouldNotStart failed)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        FindingKind.COULD_NOT_START,
                        "Could not start: " + failed.detail() + ".",
                        List.of(),
                        advice(failed)));
    }

    private static String advice(Cause.CouldNotStart failed) {
        if (failed.detail().contains(TOO_LONG)) {
            return "Shorten 'command' and 'environment', or give what is long in a file: Linux takes"
                    + " at most 128 KiB in one word or variable, and in all of them together a"
                    + " quarter of 'ulimit -s'.";
        }
        return switch (failed.stage()) {
            case SETTINGS -> "Correct the setting that is named; 'ottugi check' tries it.";
            case COMMAND ->
                    "Correct 'command', or install what it names; 'ottugi check' says whether it"
                            + " can be run.";
            case LOG ->
                    "Correct 'log.file', or make room and give permission there; nothing is"
                            + " started whose output would be lost.";
            case FORK ->
                    "The machine has no process or memory to give: look at 'ulimit -u',"
                            + " 'free -m' and pids.max of the supervisor's cgroup.";
            case EXEC ->
                    "The command is there but cannot be run as it is: check its interpreter (#!"
                            + " line), its permissions, 'directory' and 'user'.";
            case FOLLOW ->
                    "Set 'forking.pid_file' to the file that the program itself writes its number"
                            + " to once it is in the background; or have it stay in the foreground,"
                            + " and take 'forking' out.";
        };
    }

    static Optional<Finding> unproved(Facts facts) {
        if (!(facts.cause() instanceof Cause.Unproved doubt)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        FindingKind.UNKNOWN, "Held back: " + doubt.detail() + ".", List.of(), ""));
    }

    static Optional<Finding> daemonized(Facts facts) {
        if (!(facts.cause() instanceof Cause.Daemonized daemon)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        FindingKind.DAEMONIZED,
                        "Went into the background: its first process ended with 0 after "
                                + Words.duration(facts.run().ran())
                                + ", while "
                                + daemon.left()
                                + " lived on, which ottugi ended, since nobody would see it fall; "
                                + Daemons.remedy(facts.run().command(), daemon.left())
                                + ".",
                        Words.lastSaid(facts),
                        Daemons.OTHERWISE));
    }

    static Optional<Finding> notReady(Facts facts) {
        if (!(facts.cause() instanceof Cause.NotReady)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        FindingKind.NOT_READY,
                        "Did not become ready in time, so ottugi ended it after "
                                + Words.duration(facts.run().ran())
                                + (facts.run().pidFile() == null
                                        ? "."
                                        : ": with 'forking' its first process is to end with 0, and "
                                                + facts.run().pidFile()
                                                + " to name the process to follow."),
                        Words.lastSaid(facts),
                        "See what it was waiting for: ottugi logs " + facts.run().worker()));
    }
}
