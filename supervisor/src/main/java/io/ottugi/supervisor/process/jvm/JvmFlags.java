package io.ottugi.supervisor.process.jvm;

import io.ottugi.supervisor.config.EvidencePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flags that direct what a JVM leaves behind into its worker's directory. They are inserted
 * after {@code java}, before the user's, which so win; what he says elsewhere wins as well, since
 * then ours is left out. Never through an environment variable, which prints a notice.
 *
 * @param words to be inserted
 * @param notes why something that is wanted is left out
 */
public record JvmFlags(List<String> words, List<String> notes) {
    static final JvmFlags NONE = new JvmFlags(List.of(), List.of());

    /** What a flight recording keeps. */
    private static final String RECORDING_BOUNDS = "maxage=10m,maxsize=64m,dumponexit=true";

    /** The first JDK whose flight recorder is free and can be told to start silently. */
    private static final int FIRST_WITH_RECORDER = 11;

    public JvmFlags {
        words = List.copyOf(words);
        notes = List.copyOf(notes);
    }

    /**
     * What is known of the machine and the JDK.
     *
     * @param freeSpace of the filesystem of the dumps, bytes
     * @param defaultHeap what its heap may grow to when it does not say so, bytes
     * @param version of the JDK, null when it could not be found out
     */
    public record Room(long freeSpace, long defaultHeap, @Nullable Integer version) {}

    public static JvmFlags of(EvidencePolicy wanted, JvmOptions users, Path dumps, Room room) {
        List<String> words = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (users.errorFile() == null) {
            String directory = dumps.toString().replace("%", "%%");
            words.add(JvmOptions.ERROR_FILE + directory + "/hs_err_pid%p.log");
        }
        if (wanted.heapDump() && !Boolean.FALSE.equals(users.heapDump())) {
            heapDump(users, dumps, room, words, notes);
        }
        if (wanted.flightRecording() && users.recordings() == null) {
            recording(users, dumps, room, words, notes);
        }
        return new JvmFlags(words, notes);
    }

    private static void heapDump(
            JvmOptions users, Path dumps, Room room, List<String> words, List<String> notes) {
        long heap = users.maxHeap() > 0 ? users.maxHeap() : room.defaultHeap();
        boolean elsewhere = users.heapDumpPath() != null;
        if (!elsewhere && room.freeSpace() <= heap) {
            notes.add(
                    "no heap dump: its heap may take "
                            + mebibytes(heap)
                            + ", and "
                            + dumps
                            + " has "
                            + mebibytes(room.freeSpace())
                            + " free");
            return;
        }
        if (users.heapDump() == null) {
            words.add(JvmOptions.HEAP_DUMP);
        }
        if (!elsewhere) {
            words.add(JvmOptions.HEAP_DUMP_PATH + dumps);
        }
    }

    private static void recording(
            JvmOptions users, Path dumps, Room room, List<String> words, List<String> notes) {
        Integer version = room.version();
        if (version == null || version < FIRST_WITH_RECORDER) {
            notes.add(
                    version == null
                            ? "no flight recording: the version of its JDK cannot be found out"
                            : "no flight recording: a JDK " + version + " has none that is silent");
            return;
        }
        if (dumps.toString().indexOf(',') >= 0) {
            notes.add("no flight recording: there is a comma in " + dumps);
            return;
        }
        words.add(JvmOptions.RECORDING_NOTICE + "error");
        words.add(JvmOptions.RECORDING + "=name=ottugi,filename=" + dumps + "," + RECORDING_BOUNDS);
        if (!users.setsUpRecorder()) {
            words.add(JvmOptions.RECORDER + "=repository=" + dumps.resolve("jfr"));
        }
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** What a command line may have been before flags were inserted, beginning with itself. */
    public static List<List<String>> possiblyInserted(List<String> line) {
        List<List<String>> all = new ArrayList<>(List.of(line));
        int first = 1;
        while (first < line.size() && !isInserted(line.get(first))) {
            first++;
        }
        for (int end = first; end < line.size() && isInserted(line.get(end)); end++) {
            List<String> without = new ArrayList<>(line.subList(0, first));
            without.addAll(line.subList(end + 1, line.size()));
            all.add(without);
        }
        return all;
    }

    private static boolean isInserted(String word) {
        return word.startsWith(JvmOptions.ERROR_FILE)
                || word.equals(JvmOptions.HEAP_DUMP)
                || word.startsWith(JvmOptions.HEAP_DUMP_PATH)
                || word.startsWith(JvmOptions.RECORDING_NOTICE)
                || word.startsWith(JvmOptions.RECORDING)
                || word.startsWith(JvmOptions.RECORDER);
    }
}
