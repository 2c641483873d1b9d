package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.rotate.LogKeeperSetup.Compression;
import io.ottugi.supervisor.posix.FileSystemCalls;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Compresses archives, one after the other, by a separate program at the lowest priority. The plain
 * archive is removed when the compressed one is on disk. An archive that cannot be compressed is
 * tried again later; the others do not wait for it.
 */
final class Compressor {
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long AFTER_FAILURE = TimeUnit.MINUTES.toNanos(1);

    private final List<String> program;
    private final Compression.Launcher launcher;
    private final FileSystemCalls files;
    private final RotationStep.Listener steps;
    private final Set<ManagedLog> candidates = new LinkedHashSet<>();
    private @Nullable Job job;
    private final Map<Path, Long> retries = new HashMap<>();

    private record Job(ManagedLog log, Archive archive, OpenFile into, Process process) {
        Path plain() {
            return archive.plain(log.file());
        }

        Path part() {
            return Archive.compressedPart(log.file(), archive.sequence());
        }
    }

    Compressor(Compression compression, FileSystemCalls files, RotationStep.Listener steps) {
        this.program = compression.program();
        this.launcher = compression.launcher();
        this.files = files;
        this.steps = steps;
    }

    /** Adds a log that may have an archive to compress. */
    void consider(ManagedLog log) {
        candidates.add(log);
    }

    /** Removes a log. */
    void forget(ManagedLog log) {
        candidates.remove(log);
    }

    /**
     * Finishes a compression whose program has ended, and starts the next one.
     *
     * @return when to be called again, monotonic nanoseconds, or {@link ManagedLog#NEVER}
     */
    long proceed(long now) {
        Job running = job;
        if (running != null) {
            if (running.process().isAlive()) {
                return abandonIfRemoved(running, now);
            }
            job = null;
            end(running, now);
        }
        return program.isEmpty() ? ManagedLog.NEVER : begin(now);
    }

    private long abandonIfRemoved(Job running, long now) {
        if (!ArchiveFiles.isThere(running.plain())) {
            running.process().destroyForcibly();
        }
        return now + POLL;
    }

    private long begin(long now) {
        retries.keySet().removeIf(plain -> !ArchiveFiles.isThere(plain));
        long next = ManagedLog.NEVER;
        for (ManagedLog log : List.copyOf(candidates)) {
            long retry = begin(log, now);
            if (job != null) {
                return now + POLL;
            }
            if (retry == ManagedLog.NEVER) {
                candidates.remove(log);
            }
            next = Math.min(next, retry);
        }
        return next;
    }

    /**
     * Starts to compress the first archive of a log that is due.
     *
     * @return when to try one of its archives again, or {@link ManagedLog#NEVER} if none waits
     */
    private long begin(ManagedLog log, long now) {
        long next = ManagedLog.NEVER;
        for (Archive archive : log.record().state().archives()) {
            if (!isWanted(log, archive)) {
                continue;
            }
            Path plain = archive.plain(log.file());
            if (now - retries.getOrDefault(plain, now) >= 0) {
                begin(log, archive, now);
                if (job != null) {
                    return ManagedLog.NEVER;
                }
            }
            next = Math.min(next, retries.getOrDefault(plain, now + POLL));
        }
        return next;
    }

    private boolean isWanted(ManagedLog log, Archive archive) {
        Path plain = archive.plain(log.file());
        return log.policy().compress()
                && ArchiveFiles.isThere(plain)
                && !ArchiveFiles.isThere(archive.compressed(log.file()));
    }

    private void begin(ManagedLog log, Archive archive, long now) {
        Path part = Archive.compressedPart(log.file(), archive.sequence());
        try (OpenFile from = OpenFile.forReading(files, archive.plain(log.file()))) {
            ArchiveFiles.removeFile(part);
            OpenFile into = OpenFile.create(files, part, from.facts().mode());
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(program)
                                .directory(Path.of("/").toFile())
                                .redirectInput(from.path().toFile())
                                .redirectOutput(Redirect.appendTo(into.path().toFile()))
                                .redirectError(Redirect.DISCARD);
                job = new Job(log, archive, into, launcher.start(builder));
            } catch (Throwable e) {
                into.close();
                throw e;
            }
        } catch (Throwable e) {
            failed(log, archive, String.valueOf(e.getMessage()), now);
        }
    }

    private void end(Job done, long now) {
        try (OpenFile into = done.into()) {
            int code = done.process().exitValue();
            if (code != 0 && ArchiveFiles.isThere(done.plain())) {
                throw new IOException("'" + String.join(" ", program) + "' exited with " + code);
            }
            finish(done, into);
            retries.remove(done.plain());
        } catch (IOException | PosixException e) {
            failed(done.log(), done.archive(), String.valueOf(e.getMessage()), now);
        }
    }

    private void finish(Job done, OpenFile into) throws IOException {
        Path plain = done.plain();
        Optional<FileFacts> part = FileFacts.at(done.part());
        if (!ArchiveFiles.isThere(plain)) {
            ArchiveFiles.removeFile(done.part());
            return;
        }
        if (part.isEmpty() || !part.get().id().equals(into.facts().id())) {
            throw new IOException(done.part() + " was replaced");
        }
        FileTime cut = FileTime.from(done.archive().at());
        Files.setLastModifiedTime(into.path(), cut);
        files.force(into.descriptor());
        steps.reached(RotationStep.COMPRESSED);
        Path compressed = done.archive().compressed(done.log().file());
        files.renameNew(done.part().toString(), compressed.toString());
        files.forceDirectory(Objects.requireNonNull(compressed.getParent()).toString());
        steps.reached(RotationStep.COMPRESSED_RENAMED);
        ArchiveFiles.removeFile(plain);
    }

    /** Keeps the plain archive, to be tried again later. */
    private void failed(ManagedLog log, Archive archive, String reason, long now) {
        Path plain = archive.plain(log.file());
        removePart(log, archive);
        if (ArchiveFiles.isThere(plain)) {
            retries.put(plain, now + AFTER_FAILURE);
            log.reporter().reportFailure("cannot compress " + plain + ": " + reason);
        }
    }

    private static void removePart(ManagedLog log, Archive archive) {
        try {
            ArchiveFiles.removeFile(Archive.compressedPart(log.file(), archive.sequence()));
        } catch (IOException e) {
            // The part file is removed before the next try.
        }
    }

    /** Kills a running compression, and removes its part file. */
    void close() {
        Job running = job;
        if (running != null) {
            running.process().destroyForcibly();
            running.into().close();
            removePart(running.log(), running.archive());
            job = null;
        }
    }
}
