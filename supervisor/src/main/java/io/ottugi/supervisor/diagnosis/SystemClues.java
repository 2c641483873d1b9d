package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.diagnosis.Clue.Telling;
import java.util.List;

/** Errors of the system that programs pass on in its words. */
final class SystemClues {
    static final List<Clue> LIST =
            List.of(
                    Clue.of(
                            FindingKind.DISK_FULL,
                            "No space left on device|\\bENOSPC\\b|Disk quota exceeded|\\bEDQUOT\\b",
                            "its last lines say that a disk is full",
                            "Look at 'df -h' and 'df -i' (inodes run out too), and make room."),
                    Clue.of(
                            FindingKind.PERMISSION_DENIED,
                            "(?i)^(?=.*\\bbind\\b).*permission denied",
                            "it may not listen on its port",
                            "Ports below 1024 need CAP_NET_BIND_SERVICE (setcap"
                                    + " cap_net_bind_service=+ep PROGRAM), or"
                                    + " net.ipv4.ip_unprivileged_port_start lowered."),
                    Clue.of(
                            FindingKind.PERMISSION_DENIED,
                            "java\\.nio\\.file\\.AccessDeniedException: (\\S+)"
                                    + "|EACCES: permission denied, \\w+ '(.*?)'"
                                    + "|PermissionError: \\[Errno 13\\] Permission denied: '(.*?)'"
                                    + "|FileNotFoundException: (\\S+) \\(Permission denied\\)"
                                    + "|[ :](/\\S+): Permission denied$",
                            SystemClues::denied),
                    Clue.of(
                            FindingKind.PERMISSION_DENIED,
                            "Permission denied|\\bEACCES\\b",
                            "its last lines say that it was denied permission",
                            "See which file it names, and whether the worker's user may use it:"
                                    + " namei -l PATH."),
                    Clue.of(
                            FindingKind.CLASS_NOT_FOUND,
                            "ModuleNotFoundError: No module named '(.*?)'"
                                    + "|^(?:Error: )?Cannot find module '(.*?)'",
                            seen ->
                                    new Telling(
                                            "the module " + first(seen) + " was not found",
                                            "Install it where this worker looks for modules; it runs"
                                                    + " with the supervisor's environment, not with that"
                                                    + " of your shell.")));

    private SystemClues() {}

    private static Telling denied(Sighting seen) {
        String path = first(seen);
        return new Telling(
                "it was denied permission to use " + path,
                "See whether the worker's user may use it: namei -l " + path);
    }

    private static String first(Sighting seen) {
        for (int group = 1; group <= seen.match().groupCount(); group++) {
            if (!seen.group(group).isEmpty()) {
                return seen.group(group);
            }
        }
        return "";
    }
}
