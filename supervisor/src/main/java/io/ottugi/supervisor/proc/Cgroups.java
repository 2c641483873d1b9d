package io.ottugi.supervisor.proc;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the kernel counts the processes that it killed for want of memory, by cgroup; pure. See
 * cgroups(7).
 *
 * @param mounts lines of {@code /proc/self/mountinfo}
 */
public record Cgroups(List<String> mounts) {
    private static final String VERSION_1 = "memory.oom_control";
    private static final String VERSION_2 = "memory.events";

    public Cgroups {
        mounts = mounts.stream().filter(line -> line.contains(" - cgroup")).toList();
    }

    /**
     * The file with the counter of a process.
     *
     * @param membership text of {@code /proc/PID/cgroup}
     */
    public Optional<Path> counter(String membership) {
        for (String line : membership.split("\n")) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                return file(mount(true), parts[2], VERSION_1);
            }
        }
        for (String line : membership.split("\n")) {
            if (line.startsWith("0::")) {
                return file(mount(false), line.substring("0::".length()), VERSION_2);
            }
        }
        return Optional.empty();
    }

    /** Fields of mountinfo: 3 is the root of the mount, 4 its place; super options are last. */
    private String @Nullable [] mount(boolean memoryOfVersion1) {
        for (String line : mounts) {
            String[] halves = line.split(" - ", 2);
            String[] fields = halves[0].split(" ");
            String[] system = halves[1].split(" ");
            boolean memory =
                    system[0].equals("cgroup")
                            && List.of(system[system.length - 1].split(",")).contains("memory");
            if (fields.length > 4 && (memoryOfVersion1 ? memory : system[0].equals("cgroup2"))) {
                return new String[] {fields[3], fields[4]};
            }
        }
        return null;
    }

    private static Optional<Path> file(String @Nullable [] mount, String cgroup, String name) {
        if (mount == null || cgroup.contains("..")) {
            return Optional.empty();
        }
        String root = mount[0].equals("/") ? "" : mount[0];
        if (!cgroup.startsWith(root)) {
            return Optional.empty();
        }
        return Optional.of(Path.of(mount[1], cgroup.substring(root.length()), name));
    }

    /** The number behind {@code oom_kill}, which such files and {@code /proc/vmstat} have. */
    public static Optional<Long> kills(String text) {
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            if (words.length == 2 && words[0].equals("oom_kill") && words[1].matches("\\d{1,18}")) {
                return Optional.of(Long.parseLong(words[1]));
            }
        }
        return Optional.empty();
    }
}
