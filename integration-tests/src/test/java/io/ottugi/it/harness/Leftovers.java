package io.ottugi.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds, reports and removes what a test left: processes, sockets, temporary files. */
final class Leftovers {
    private static final Path UNIX_SOCKETS = Path.of("/proc/net/unix");

    /** Where a program that forgot to clean up would litter, besides its own home. */
    private static final List<Path> COMMON_PLACES = List.of(Path.of("/"), Path.of("/tmp"));

    private final String mark;
    private final Path root;
    private final Duration settling;
    private final Set<Path> litterBefore = litter();

    Leftovers(String mark, Path root, Duration settling) {
        this.mark = mark;
        this.root = root;
        this.settling = settling;
    }

    List<Proc> processes() {
        return Proc.all().stream().filter(this::marked).filter(Proc::alive).toList();
    }

    /** Gives what is on its way out its time, then removes everything and fails if it had to. */
    void settleRemoveAndComplain() {
        List<String> complaints = new ArrayList<>();
        complain(complaints, "process still running", this::processes);
        killAll();
        complain(complaints, "socket still bound", this::sockets);
        complain(complaints, "socket or temporary file left in the home", this::homeLitter);
        complain(complaints, "file left outside of the home", this::newLitter);
        List<String> unknown = UnknownEvents.below(root.resolve("h"));
        if (!unknown.isEmpty()) {
            complaints.add("not in the list of events: " + unknown);
        }
        removeTree();
        if (!complaints.isEmpty()) {
            throw new AssertionError("left over: " + String.join("; ", complaints));
        }
    }

    private void complain(
            List<String> complaints, String what, Supplier<? extends List<?>> source) {
        List<?> left = Await.leftAfter(settling, source);
        if (!left.isEmpty()) {
            complaints.add(what + ": " + left);
        }
    }

    private boolean marked(Proc proc) {
        return proc.hasVariable(Sandbox.MARK, mark);
    }

    void killAll() {
        Await.until(
                "all marked processes killed",
                () -> {
                    List<Proc> left = processes();
                    left.forEach(proc -> Sig.KILL.toIfThere(proc.pid()));
                    return left.isEmpty();
                });
    }

    private List<String> sockets() {
        try (Stream<String> lines = Files.lines(UNIX_SOCKETS)) {
            return lines.filter(line -> line.contains(root + "/")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Path> homeLitter() {
        try (Stream<Path> files = Files.walk(root.resolve("h"))) {
            return files.filter(file -> isTemporary(file) || isSpecial(file)).toList();
        } catch (IOException | UncheckedIOException vanishing) {
            return List.of(root);
        }
    }

    private static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".")
                || name.startsWith("hs_err_pid")
                || name.matches(".*(\\.tmp|\\.new|\\.part|~)");
    }

    private static boolean isSpecial(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException gone) {
            return false;
        }
    }

    private List<Path> newLitter() {
        Set<Path> now = litter();
        now.removeAll(litterBefore);
        return now.stream().sorted().toList();
    }

    private static Set<Path> litter() {
        Set<Path> found = new HashSet<>();
        for (Path place : COMMON_PLACES) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(Leftovers::looksLikeOurs).forEach(found::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return found;
    }

    private static boolean looksLikeOurs(Path file) {
        return file.getFileName().toString().matches("jffi.*|ottugi-[0-9]+|hs_err.*");
    }

    private void removeTree() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove the sandbox", failed);
        }
    }
}
