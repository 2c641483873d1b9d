package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution.Limit;
import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.config.ResourceLimit;
import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.posix.LimitPair;
import io.ottugi.supervisor.proc.OwnProcess;
import io.ottugi.supervisor.proc.OwnProcess.Right;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In what a worker's credentials and resources differ from ours. What we may not give is found out
 * here: the programs of the exec chain would tell it late, or go on without it, as nice(1) does.
 *
 * @param niceness to be added to ours
 * @param limits to be set
 * @param runAs who to become, or null for who we are
 */
record Differences(int niceness, Map<ResourceLimit, Limit> limits, @Nullable RunAs runAs) {
    static final Differences NONE = new Differences(0, Map.of(), null);

    /** RLIMIT_NICE counts down from here. */
    private static final int NICE_CEILING = 20;

    /**
     * @param openFiles the operator's limit, if ours is another
     */
    static Differences of(Privileges wanted, Optional<RunAs> runAs, Optional<LimitPair> openFiles)
            throws StartFailed {
        if (wanted.equals(Privileges.OURS) && openFiles.isEmpty()) {
            return NONE;
        }
        Map<ResourceLimit, Limit> limits = new EnumMap<>(ResourceLimit.class);
        openFiles.ifPresent(
                files -> limits.put(ResourceLimit.NOFILE, new Limit(files.soft(), files.hard())));
        limits.putAll(wanted.limits());
        for (Map.Entry<ResourceLimit, Limit> limit : wanted.limits().entrySet()) {
            checkRaising(limit.getKey(), limit.getValue().hard());
        }
        return new Differences(niceness(wanted.nice()), limits, whoToBecome(runAs));
    }

    private static int niceness(@Nullable Integer wanted) throws StartFailed {
        if (wanted == null) {
            return 0;
        }
        int ours = OwnProcess.niceness();
        long lowest = NICE_CEILING - OwnProcess.softLimit(ResourceLimit.NICE);
        if (wanted < ours && wanted < lowest && !OwnProcess.has(Right.SYS_NICE)) {
            throw refused(
                    "nice = " + wanted + " is below the supervisor's own " + ours, Right.SYS_NICE);
        }
        return wanted - ours;
    }

    private static void checkRaising(ResourceLimit resource, long hard) throws StartFailed {
        long ours = OwnProcess.hardLimit(resource);
        boolean raised = ours != Long.MAX_VALUE && (hard == Limit.UNLIMITED || hard > ours);
        if (raised && !OwnProcess.has(Right.SYS_RESOURCE)) {
            throw refused(
                    "limits."
                            + resource.label()
                            + " is above the supervisor's own hard limit of "
                            + ours,
                    Right.SYS_RESOURCE);
        }
    }

    private static @Nullable RunAs whoToBecome(Optional<RunAs> runAs) throws StartFailed {
        if (runAs.isEmpty()) {
            return null;
        }
        RunAs who = runAs.get();
        boolean may = OwnProcess.has(Right.SETUID) && OwnProcess.has(Right.SETGID);
        boolean same = who.user() == OwnUser.id() && who.group() == OwnProcess.group();
        if (!may && !same) {
            throw refused("it is to run as " + who.label(), Right.SETUID);
        }
        boolean sameGroups = new HashSet<>(who.groups()).equals(new HashSet<>(OwnProcess.groups()));
        return same && (sameGroups || !may) ? null : who;
    }

    private static StartFailed refused(String what, Right needed) {
        return StartFailed.at(
                Stage.SETTINGS, what + ", which needs root (CAP_" + needed.name() + ")");
    }
}
