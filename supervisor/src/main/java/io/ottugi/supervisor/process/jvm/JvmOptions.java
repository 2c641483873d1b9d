package io.ottugi.supervisor.process.jvm;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Those of a JVM's options that say where it leaves what it writes when it fails.
 *
 * @param errorFile the file of a fatal error, in which {@code %p} is the pid
 * @param heapDump whether its heap is written when that is used up; null when nothing is said
 * @param heapDumpPath the file for it, or a directory
 * @param recordings what follows {@code -XX:StartFlightRecording}, null without one
 * @param setsUpRecorder whether {@code -XX:FlightRecorderOptions} is given
 * @param maxHeap the largest that its heap may become in bytes; 0 when that is not said
 */
public record JvmOptions(
        @Nullable String errorFile,
        @Nullable Boolean heapDump,
        @Nullable String heapDumpPath,
        @Nullable String recordings,
        boolean setsUpRecorder,
        long maxHeap) {
    static final String ERROR_FILE = "-XX:ErrorFile=";
    static final String HEAP_DUMP = "-XX:+HeapDumpOnOutOfMemoryError";
    static final String NO_HEAP_DUMP = "-XX:-HeapDumpOnOutOfMemoryError";
    static final String HEAP_DUMP_PATH = "-XX:HeapDumpPath=";
    static final String RECORDING = "-XX:StartFlightRecording";
    static final String RECORDER = "-XX:FlightRecorderOptions";
    static final String RECORDING_NOTICE = "-Xlog:jfr+startup=";

    private static final Pattern MAX_HEAP =
            Pattern.compile("(?:-Xmx|-XX:MaxHeapSize=)(\\d{1,15})([kKmMgGtT]?)");
    private static final String UNITS = "kmgt";

    /** Of two that say the same thing the later counts. */
    public static JvmOptions of(List<String> words) {
        String heap = last(words, HEAP_DUMP, NO_HEAP_DUMP);
        return new JvmOptions(
                valueOf(words, ERROR_FILE),
                heap == null ? null : heap.equals(HEAP_DUMP),
                valueOf(words, HEAP_DUMP_PATH),
                valueOf(words, RECORDING),
                last(words, RECORDER, RECORDER) != null,
                maxHeap(words));
    }

    private static @Nullable String last(List<String> words, String one, String other) {
        String found = null;
        for (String word : words) {
            found = word.startsWith(one) || word.startsWith(other) ? word : found;
        }
        return found;
    }

    private static @Nullable String valueOf(List<String> words, String prefix) {
        String word = last(words, prefix, prefix);
        return word == null ? null : word.substring(prefix.length());
    }

    private static long maxHeap(List<String> words) {
        long bytes = 0;
        for (String word : words) {
            Matcher matcher = MAX_HEAP.matcher(word);
            if (matcher.matches()) {
                String unit = String.valueOf(matcher.group(2)).toLowerCase(Locale.ROOT);
                int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
                bytes = Long.parseLong(String.valueOf(matcher.group(1))) << (10 * power);
            }
        }
        return bytes;
    }
}
