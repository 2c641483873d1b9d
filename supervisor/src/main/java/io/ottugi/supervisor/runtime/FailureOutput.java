package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.disk.AtomicFile;
import io.ottugi.supervisor.disk.FileMode;
import io.ottugi.supervisor.evidence.EnvironmentFiles;
import io.ottugi.supervisor.evidence.incident.Incidents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a failure's command writes: taken beside the incident's folder while it runs, and put into
 * it, bounded and with secrets masked, when it has ended.
 */
final class FailureOutput {
    private static final Path NOWHERE = Path.of("/dev/null");
    private static final String NAME = "on_failure.txt";
    private static final int LONGEST = 64 << 10;
    private static final int OURS_ALONE = 0600;

    private final @Nullable Path folder;
    private final Path raw;

    private FailureOutput(@Nullable Path folder, Path raw) {
        this.folder = folder;
        this.raw = raw;
    }

    /**
     * @param incident the folder, null if there is none
     */
    static FailureOutput of(@Nullable String incident) throws IOException {
        Path folder = incident == null ? null : Path.of(incident);
        if (folder == null || !Files.isDirectory(folder)) {
            return new FailureOutput(null, NOWHERE);
        }
        Path raw = Incidents.beingWritten(folder);
        Files.deleteIfExists(raw);
        Files.createFile(
                raw, PosixFilePermissions.asFileAttribute(FileMode.permissions(OURS_ALONE)));
        return new FailureOutput(folder, raw);
    }

    /** What the command writes to. */
    Path file() {
        return raw;
    }

    /** The command has ended; the folder may be gone by now, since they are bounded in number. */
    void keep(Map<String, String> variables, WorkerSpec spec) throws IOException {
        Path into = folder;
        if (into == null) {
            return;
        }
        try (InputStream in = Files.newInputStream(raw)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            if (Files.isDirectory(into)) {
                Masking masking =
                        EnvironmentFiles.masking(variables, spec.execution().environment());
                AtomicFile.write(into.resolve(NAME), masking.text(text));
            }
        } finally {
            discard();
        }
    }

    /** The command has not been run, or what it wrote has been kept. */
    void discard() throws IOException {
        if (folder != null) {
            Files.deleteIfExists(raw);
        }
    }
}
