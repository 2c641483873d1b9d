package io.ottugi.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One process as {@code /proc/PID} shows it at the moment of each call. What is asked of a process
 * that is gone comes back empty; only {@link #stat()} and the masks insist on it being there.
 */
public record Proc(long pid) {
    private static final Path ROOT = Path.of("/proc");
    private static final long STANDARD_SIGNALS = (1L << 31) - 1;

    /** The fields of {@code /proc/PID/stat} that a daemon is judged by. */
    public record Stat(
            String command,
            char state,
            long parent,
            long group,
            long session,
            int terminal,
            long startTicks) {}

    /**
     * The signal masks of {@code /proc/PID/status}, of the standard signals 1 to 31; see {@link
     * Sig#bit()}. The two above belong to the C library, whose posix_spawn leaves them ignored.
     */
    public record Signals(long blocked, long ignored, long caught) {}

    public static List<Proc> all() {
        try (Stream<Path> entries = Files.list(ROOT)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(name -> new Proc(Long.parseLong(name)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether it runs: a zombie does not. */
    public boolean alive() {
        return statIfThere().filter(stat -> stat.state() != 'Z' && stat.state() != 'X').isPresent();
    }

    public Stat stat() {
        return statIfThere().orElseThrow(() -> new AssertionError("no process " + pid));
    }

    public Optional<Stat> statIfThere() {
        String line = read("stat");
        int end = line.lastIndexOf(')');
        if (end < 0) {
            return Optional.empty();
        }
        String[] rest = line.substring(end + 2).split(" ", -1);
        return Optional.of(
                new Stat(
                        line.substring(line.indexOf('(') + 1, end),
                        rest[0].charAt(0),
                        Long.parseLong(rest[1]),
                        Long.parseLong(rest[2]),
                        Long.parseLong(rest[3]),
                        Integer.parseInt(rest[4]),
                        Long.parseLong(rest[19])));
    }

    public Signals signals() {
        return new Signals(mask("SigBlk"), mask("SigIgn"), mask("SigCgt"));
    }

    /** A field of its status file, such as {@code Uid}, with single blanks. */
    public String statusField(String name) {
        return status(name).replaceAll("\\s+", " ");
    }

    /**
     * A line of its limits file, such as {@code Max open files}: soft and hard, one blank between.
     */
    public String limit(String name) {
        return read("limits")
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).trim().split("\\s+"))
                .map(columns -> columns[0] + " " + columns[1])
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process " + pid));
    }

    public int niceness() {
        String line = read("stat");
        return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }

    public int threads() {
        return Integer.parseInt(status("Threads"));
    }

    public Path directory() {
        return link("cwd").orElseThrow(() -> new AssertionError("no process " + pid));
    }

    /** Open descriptors and what each leads to, such as {@code /dev/null} or {@code pipe:[123]}. */
    public Map<Integer, String> descriptors() {
        Map<Integer, String> open = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(file("fd"))) {
            for (Path entry : entries) {
                int number = Integer.parseInt(entry.getFileName().toString());
                link("fd/" + number).ifPresent(target -> open.put(number, target.toString()));
            }
        } catch (IOException gone) {
            return Map.of();
        }
        return open;
    }

    /** Its environment; empty when it is gone, a zombie, or somebody else's. */
    public Map<String, String> environment() {
        return strings("environ")
                .filter(entry -> entry.indexOf('=') > 0)
                .collect(
                        Collectors.toMap(
                                entry -> entry.substring(0, entry.indexOf('=')),
                                entry -> entry.substring(entry.indexOf('=') + 1),
                                (first, second) -> first,
                                TreeMap::new));
    }

    /**
     * Whether its environment has that variable with that value. Asked of each process of the
     * machine many times a second, so it takes nothing apart.
     */
    boolean hasVariable(String name, String value) {
        return ("\0" + read("environ")).contains("\0" + name + "=" + value + "\0");
    }

    public List<String> commandLine() {
        return strings("cmdline").toList();
    }

    public List<Proc> children() {
        return all().stream()
                .filter(proc -> proc.statIfThere().filter(stat -> stat.parent() == pid).isPresent())
                .toList();
    }

    /** Children that ended and that it has not waited for. */
    public List<Proc> zombies() {
        return children().stream()
                .filter(proc -> proc.statIfThere().filter(stat -> stat.state() == 'Z').isPresent())
                .toList();
    }

    @Override
    public String toString() {
        return pid + statIfThere().map(stat -> " " + stat).orElse(" (gone)") + " " + commandLine();
    }

    private long mask(String field) {
        return Long.parseUnsignedLong(status(field), 16) & STANDARD_SIGNALS;
    }

    private String status(String field) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).trim())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process " + pid));
    }

    private Stream<String> strings(String name) {
        return Arrays.stream(read(name).split("\0", -1)).filter(entry -> !entry.isEmpty());
    }

    private Optional<Path> link(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(file(name)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private String read(String name) {
        try {
            return new String(Files.readAllBytes(file(name)), UTF_8);
        } catch (IOException gone) {
            return "";
        }
    }

    private Path file(String name) {
        return ROOT.resolve(Long.toString(pid)).resolve(name);
    }
}
