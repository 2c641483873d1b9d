package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.proc.MemoryReads;
import io.ottugi.supervisor.proc.ProcStat;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The supervisors of other users, as far as {@code /proc} shows them: by their command lines. */
public final class OtherUsers {
    private static final Path PROC = Path.of("/proc");
    private static final String PROGRAM = "java";

    private OtherUsers() {}

    /**
     * A supervisor of somebody else.
     *
     * @param user its name, or its number if it has none
     */
    public record Supervisor(String name, String user, long pid) {
        @Override
        public String toString() {
            return name + " (of " + user + ", pid " + pid + ")";
        }
    }

    /** What runs now, by name. */
    public static List<Supervisor> supervisors() {
        List<Supervisor> found = new ArrayList<>();
        String[] names = new File(PROC.toString()).list();
        for (String name : names == null ? new String[0] : names) {
            if (name.matches("[0-9]{1,18}")) {
                supervisor(Long.parseLong(name)).ifPresent(found::add);
            }
        }
        found.sort((a, b) -> a.toString().compareTo(b.toString()));
        return found;
    }

    private static Optional<Supervisor> supervisor(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        try {
            boolean may =
                    ProcStat.read(pid).filter(stat -> stat.name().equals(PROGRAM)).isPresent()
                            && !OwnUser.owns(process);
            return may
                    ? supervised(MemoryReads.PROC.one(pid, one -> commandLine(process), ""))
                            .map(name -> new Supervisor(name, owner(process), pid))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String commandLine(Path process) {
        try {
            return new String(
                    Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String owner(Path process) {
        try {
            return Files.getOwner(process).getName();
        } catch (IOException e) {
            return "somebody";
        }
    }

    /**
     * The name of the supervisor that such a command line is of.
     *
     * @param commandLine words that end with a zero byte, as in {@code /proc/PID/cmdline}
     */
    static Optional<String> supervised(String commandLine) {
        List<String> words = List.of(commandLine.split("\0"));
        int at = words.indexOf(Launch.COMMAND);
        boolean ours = at > 0 && at + 1 < words.size() && words.get(at - 1).equals(Launch.MAIN);
        return ours ? Optional.of(words.get(at + 1)) : Optional.empty();
    }
}
