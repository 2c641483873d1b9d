package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import io.ottugi.supervisor.process.jvm.JvmFlags;
import io.ottugi.supervisor.process.jvm.JvmOptions;
import io.ottugi.supervisor.process.jvm.JvmWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes of a worker's command the one that is started, when it is a JVM's. */
public final class JvmStart {
    private static final String JAVA = "java";
    private static final long LARGEST_FILE = 1 << 20;
    private static final int SHARE_OF_HEAP = 4;
    private static final Pattern VERSION =
            Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d{1,4})[^\"]*\"");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB");

    private final DumpsDirectory dumps;

    JvmStart(DumpsDirectory dumps) {
        this.dumps = dumps;
    }

    /**
     * What is to be started.
     *
     * @param words the command with our flags
     * @param users what the user's own options say, null where no JVM is started that we know of
     * @param notes what is not as it was wanted
     */
    record Outfit(List<String> words, @Nullable JvmOptions users, List<String> notes) {
        JvmFiles files(Path directory, long pid) {
            return users == null ? JvmFiles.OURS : JvmFiles.of(users, directory, pid);
        }
    }

    /**
     * @param command resolved
     * @param variables its environment
     */
    Outfit of(
            WorkerSpec spec,
            List<String> command,
            Map<String, String> variables,
            Optional<UserAccess> access) {
        EvidencePolicy wanted = spec.evidence();
        int java = javaWord(command, wanted.jvm());
        if (java < 0) {
            boolean missed = wanted.jvm() == EvidencePolicy.Jvm.TRUE;
            String note = "no flags for its JVM: no word of its command is java";
            return new Outfit(command, null, missed ? List.of(note) : List.of());
        }
        Path directory = spec.execution().directory();
        JvmOptions users =
                JvmOptions.of(
                        JvmWords.of(
                                command.subList(java + 1, command.size()),
                                variables,
                                name -> read(directory, name)));
        JvmFlags flags = flags(spec, users, () -> version(command.get(java), variables), access);
        List<String> words = new ArrayList<>(command);
        words.addAll(java + 1, flags.words());
        return new Outfit(words, users, flags.notes());
    }

    private JvmFlags flags(
            WorkerSpec spec,
            JvmOptions users,
            Supplier<@Nullable Integer> version,
            Optional<UserAccess> access) {
        try {
            Path directory = dumps.ready(spec.name(), access.map(UserAccess::who).orElse(null));
            Optional<String> closed = access.flatMap(user -> user.refusesEntering(directory));
            if (closed.isPresent()) {
                throw new IOException(directory + " is closed" + closed.get());
            }
            return JvmFlags.of(spec.evidence(), users, directory, room(spec, directory, version));
        } catch (IOException e) {
            return new JvmFlags(
                    List.of(), List.of("no directory for its dumps: " + Failure.reason(e)));
        }
    }

    /** Looked at only for what needs it: a start is not to be slower than it must be. */
    private static JvmFlags.Room room(
            WorkerSpec spec, Path directory, Supplier<@Nullable Integer> version)
            throws IOException {
        boolean heap = spec.evidence().heapDump();
        return new JvmFlags.Room(
                heap ? Files.getFileStore(directory).getUsableSpace() : 0,
                heap ? defaultHeap() : 0,
                spec.evidence().flightRecording() ? version.get() : null);
    }

    /** Where the JVM's launcher is among the words; -1 if it is not. */
    public static int javaWord(List<String> command, EvidencePolicy.Jvm jvm) {
        if (jvm == EvidencePolicy.Jvm.FALSE) {
            return -1;
        }
        if (isJava(command.get(0)) || isJava(realName(command.get(0)))) {
            return 0;
        }
        for (int i = 1; i < command.size() && jvm == EvidencePolicy.Jvm.TRUE; i++) {
            if (isJava(command.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isJava(String word) {
        return word.substring(word.lastIndexOf('/') + 1).equals(JAVA);
    }

    private static String realName(String program) {
        try {
            return Path.of(program).toRealPath().toString();
        } catch (IOException | InvalidPathException e) {
            return program;
        }
    }

    /** By the file that each JDK has beside its {@code bin}. */
    private static @Nullable Integer version(String java, Map<String, String> variables) {
        Optional<Path> program = CommandResolver.in(variables).find(java);
        if (program.isEmpty()) {
            return null;
        }
        Path release = Path.of(realName(program.get().toString())).resolve("../../release");
        Matcher version = VERSION.matcher(text(release.normalize()).orElse(""));
        return version.find() ? Integer.valueOf(version.group(1)) : null;
    }

    /** What HotSpot takes when it is told nothing. */
    private static long defaultHeap() {
        Matcher memory = MEMORY.matcher(text(Path.of("/proc/meminfo")).orElse(""));
        return memory.find() ? Long.parseLong(memory.group(1)) * 1024 / SHARE_OF_HEAP : 0;
    }

    static Optional<String> read(Path directory, String name) {
        try {
            Path file = directory.resolve(name);
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST_FILE
                    ? text(file)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
