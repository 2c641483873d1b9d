package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.evidence.incident.IncidentFiles;
import io.ottugi.supervisor.evidence.incident.Trees;
import io.ottugi.supervisor.proc.OpenDescriptors;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM left in the directory for its dumps, which the worker may write to: nothing in it is
 * trusted to be what it looks like.
 */
final class DumpFiles {
    /** Below it a recording's chunks are in a directory of their own. */
    private static final int DEPTH = 3;

    private static final int MOST_FILES = 1000;

    /** The pid in the name of a file, or of the directory of a recording's chunks. */
    private static final Pattern PID = Pattern.compile("pid-?(\\d{1,10})|_(\\d{1,10})/");

    private final List<Path> directories;

    DumpFiles(List<Path> directories) {
        this.directories = directories;
    }

    /** The newest file of each kind that has the pid in its name, by the name it is kept under. */
    Map<String, Path> of(long pid) {
        return newest(file -> file.isOf(pid));
    }

    /**
     * The newest file of each kind that was left by processes which are gone, by the name it is
     * kept under.
     */
    Map<String, Path> left() {
        return left(Generation.NONE);
    }

    /** The newest such files without those of a generation, whose end is explained with them. */
    Map<String, Path> left(Generation without) {
        return newest(file -> isLeft(file, without));
    }

    private static boolean isLeft(Dumped file, Generation without) {
        return !file.isOfLiving() && !without.has(file);
    }

    /**
     * The processes of one generation, among them JVMs that its first process started.
     *
     * @param pid of its first process
     * @param since its files were changed at this time or later
     */
    record Generation(long pid, Instant since) {
        /** No file is part of it. */
        static final Generation NONE = new Generation(0, Instant.MAX);

        private boolean has(Dumped file) {
            return file.isOf(pid)
                    || !Instant.ofEpochMilli(file.path().toFile().lastModified()).isBefore(since);
        }
    }

    /** The heap dumps of all processes, the newest first. */
    List<Path> heapDumps() {
        return files().stream()
                .filter(file -> file.kind().equals(IncidentFiles.HEAP))
                .map(Dumped::path)
                .toList();
    }

    private Map<String, Path> newest(Predicate<Dumped> wanted) {
        Map<String, Path> found = new HashMap<>();
        for (Dumped file : files()) {
            if (wanted.test(file)) {
                found.putIfAbsent(file.kind(), file.path());
            }
        }
        return found;
    }

    /**
     * @param name below the directory
     */
    private record Dumped(Path path, String name, String kind) {
        boolean isOf(long pid) {
            return Pattern.compile("(?<!\\d)" + pid + "(?!\\d)").matcher(name).find();
        }

        boolean isOfLiving() {
            return pid(name).filter(pid -> Files.exists(Path.of("/proc", pid))).isPresent();
        }

        static Optional<String> pid(String name) {
            Matcher pid = PID.matcher(name);
            return pid.find()
                    ? Optional.of(
                            String.valueOf(pid.group(1) == null ? pid.group(2) : pid.group(1)))
                    : Optional.empty();
        }
    }

    /** The pid of the process that left a file; 0 if its name does not tell. */
    static long pid(Path file) {
        return Dumped.pid(file.toFile().getName()).map(Long::parseLong).orElse(0L);
    }

    /** Whether a file is complete, as far as that can be told: nobody has it open any more. */
    static boolean isComplete(Path file) {
        try {
            return OpenDescriptors.holder(file.toRealPath().toString()).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable String kind(String name) {
        if (name.startsWith("hs_err") && name.endsWith(".log")) {
            return IncidentFiles.HS_ERR;
        }
        if (name.endsWith(".hprof")) {
            return IncidentFiles.HEAP;
        }
        return name.endsWith(".jfr") ? IncidentFiles.RECORDING : null;
    }

    /** Newest first. */
    private List<Dumped> files() {
        List<Dumped> files = new ArrayList<>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> all = Files.walk(directory, depth(directory))) {
                    all.limit(MOST_FILES)
                            .filter(DumpFiles::isPlain)
                            .forEach(path -> add(files, directory, path));
                } catch (IOException | UncheckedIOException e) {
                    // What cannot be looked at is not there.
                }
            }
        }
        files.sort(
                Comparator.comparingLong((Dumped file) -> file.path().toFile().lastModified())
                        .reversed());
        return files;
    }

    /** Only in a directory of ours nobody can put another one in the place of those below it. */
    private static int depth(Path directory) throws IOException {
        return OwnUser.owns(directory) ? DEPTH : 1;
    }

    private static void add(List<Dumped> files, Path directory, Path path) {
        String kind = kind(path.toFile().getName());
        if (kind != null) {
            files.add(new Dumped(path, directory.relativize(path).toString(), kind));
        }
    }

    private static boolean isPlain(Path file) {
        try {
            return IncidentDraft.isPlain(file);
        } catch (IOException e) {
            return false;
        }
    }

    static long size(@Nullable Path file) {
        return file == null ? 0 : file.toFile().length();
    }

    /**
     * Removes what is left of a process that is gone.
     *
     * @param but files that stay, since they could not be kept elsewhere
     */
    void removeOf(long pid, Set<Path> but) {
        removeIf(file -> file.isOf(pid) && !but.contains(file.path()));
    }

    /**
     * Removes what processes that are gone have left, so that it does not pile up.
     *
     * @param without a generation whose files stay
     */
    void removeLeft(Generation without) {
        removeIf(file -> isLeft(file, without));
    }

    /** Removes one file, whose content has been kept elsewhere. */
    void remove(Path file) {
        removeIf(one -> one.path().equals(file));
    }

    /**
     * The workers that there are directories of.
     *
     * @param place of a worker's directories
     */
    static Set<String> workers(Function<String, List<Path>> place) {
        Set<String> workers = new TreeSet<>();
        for (Path any : place.apply("any")) {
            String[] names = Objects.requireNonNull(any.getParent()).toFile().list();
            workers.addAll(names == null ? List.of() : List.of(names));
        }
        return workers;
    }

    /**
     * Removes the directories. In one that is another user's only what lies there directly is
     * removed: whose it is may put a link in the place of a directory.
     */
    void removeAll() {
        directories.forEach(DumpFiles::removeDirectory);
    }

    private static void removeDirectory(Path directory) {
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    || OwnUser.owns(directory)) {
                Trees.delete(directory);
                return;
            }
            File[] entries = directory.toFile().listFiles();
            for (File entry : entries == null ? new File[0] : entries) {
                var unused = entry.delete();
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // What cannot be removed now is looked at again when another worker goes.
        }
    }

    private void removeIf(Predicate<Dumped> unwanted) {
        for (Dumped file : files()) {
            if (unwanted.test(file)) {
                // Where that fails the next supervisor tries again.
                var unused = file.path().toFile().delete();
                removeEmpty(file.path().getParent());
            }
        }
    }

    /** The directory that a recording's chunks were in. */
    private void removeEmpty(@Nullable Path directory) {
        if (directory != null && !directories.contains(directory)) {
            var unused = directory.toFile().delete();
        }
    }
}
