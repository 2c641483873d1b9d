package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import io.ottugi.supervisor.evidence.incident.IncidentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What a JVM left where nobody told it to, or that is not the worker's first process. */
final class OtherDumps {
    /** A file of a process that began later than it was written is another's. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private OtherDumps() {}

    /** All that belongs to a fall, by the name it is kept under. */
    static Map<String, Path> added(Fallen fallen, DumpFiles dumps) {
        Subject subject = fallen.subject();
        Map<String, Path> ours = dumps.of(subject.pid());
        Instant begin = fallen.at().minusNanos(fallen.fall().ran()).minus(SLACK);
        Map<String, Path> all = new HashMap<>(ours);
        // One generation of a worker lives at a time: a JVM below it that is gone was part of it.
        Path heap = dumps.left().get(IncidentFiles.HEAP);
        if (heap != null) {
            all.putIfAbsent(IncidentFiles.HEAP, heap);
        }
        // A JVM that crashes leaves its recording in its working directory, whatever it was told.
        if (subject.spec().evidence().flightRecording() && subject.jvm().recording() == null) {
            Path directory = subject.spec().execution().directory();
            Path left = directory.resolve("hs_err_pid" + subject.pid() + ".jfr");
            if (isSince(left, begin)) {
                all.put(IncidentFiles.RECORDING, left);
            }
        }
        return all;
    }

    private static boolean isSince(Path file, Instant begin) {
        try {
            return IncidentDraft.isPlain(file)
                    && !Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(begin);
        } catch (IOException e) {
            return false;
        }
    }
}
