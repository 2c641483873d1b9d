package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What another user may do with files, told before we become that user: root itself may enter and
 * run nearly anything.
 *
 * <p>It refuses only what is sure. Where modes do not tell all (access control lists, files that we
 * cannot look at) the exec chain has the last word.
 */
final class UserAccess {
    private static final int EXECUTE = 1;

    private final Posix posix;
    private final RunAs who;

    UserAccess(Posix posix, RunAs who) {
        this.posix = posix;
        this.who = who;
    }

    RunAs who() {
        return who;
    }

    /**
     * Why the user cannot run a program.
     *
     * @return what follows "is not executable", empty if it may
     */
    Optional<String> refusesExecuting(Path program) {
        return closedParent(program)
                .map(parent -> " by " + who.label() + ", who may not enter " + parent)
                .or(() -> mayNot(program) ? Optional.of(" by " + who.label()) : Optional.empty());
    }

    /**
     * Why the user cannot enter a directory.
     *
     * @return what follows "is closed", empty if it may
     */
    Optional<String> refusesEntering(Path directory) {
        return closedParent(directory)
                .or(() -> mayNot(directory) ? Optional.of(directory) : Optional.empty())
                .map(closed -> " to " + who.label() + ", who may not enter " + closed);
    }

    /** The first directory on the way that the user may not search, links followed or not. */
    private Optional<Path> closedParent(Path path) {
        List<Path> parents = new ArrayList<>();
        addParents(path.toAbsolutePath(), parents);
        try {
            addParents(path.toRealPath(), parents);
        } catch (IOException e) {
            // It is not there or cannot be looked at, which is told elsewhere.
        }
        return parents.stream().filter(this::mayNot).findFirst();
    }

    private static void addParents(Path path, List<Path> parents) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            parents.add(0, above);
        }
    }

    /** Whether it is sure that the user has no right of execution, or search. */
    private boolean mayNot(Path path) {
        if (who.user() == 0) {
            return false;
        }
        try {
            Map<String, Object> file = Files.readAttributes(path, "unix:mode,uid,gid");
            int mode = number(file, "mode");
            return (mode >>> shift(id(file, "uid"), id(file, "gid")) & EXECUTE) == 0
                    && !posix.hasAccessList(path.toString());
        } catch (IOException e) {
            return false;
        }
    }

    /** Which of the three triples of permission bits counts: the first that fits, as in Unix. */
    private int shift(long owner, long group) {
        if (owner == who.user()) {
            return 6;
        }
        return group == who.group() || who.groups().contains(group) ? 3 : 0;
    }

    private static long id(Map<String, Object> file, String attribute) {
        return number(file, attribute) & 0xffff_ffffL;
    }

    private static int number(Map<String, Object> file, String attribute) {
        return (Integer) Objects.requireNonNull(file.get(attribute));
    }
}
