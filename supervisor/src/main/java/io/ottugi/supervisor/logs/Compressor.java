package io.ottugi.supervisor.logs;

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
 * Compresses archives, one after the other, by a program of its own that yields to everything else.
 * The plain archive goes when the compressed one is on disk. An archive that cannot be compressed
 * waits for its next try alone; all others go on.
 */
final class Compressor {
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long AFTER_FAILURE = TimeUnit.MINUTES.toNanos(1);

    private final List<String> program;
    private final ProcessMaker maker;
    private final FileSystemCalls files;
    private final RotationStep.Listener steps;
    private final Set<KeptLog> candidates = new LinkedHashSet<>();
    private @Nullable Job job;
    private final Map<Path, Long> retries = new HashMap<>();

    private record Job(KeptLog log, Archive archive, OpenFile into, Process process) {
        Path plain() {
            return archive.plain(log.file());
        }

        Path part() {
            return Archive.compressedPart(log.file(), archive.sequence());
        }
    }

    /**
     * @param program with its arguments, from its input to its output; empty for no compression
     */
    Compressor(
            List<String> program,
            ProcessMaker maker,
            FileSystemCalls files,
            RotationStep.Listener steps) {
        this.program = program;
        this.maker = maker;
        this.files = files;
        this.steps = steps;
    }

    /** A log may have an archive that is to be compressed. */
    void consider(KeptLog log) {
        candidates.add(log);
    }

    /** Lets go of a log that is kept no more. */
    void forget(KeptLog log) {
        candidates.remove(log);
    }

    /**
     * Goes on: ends what is done, begins the next.
     *
     * @return when to be called again, monotonic nanoseconds, or {@link KeptLog#NEVER}
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
        return program.isEmpty() ? KeptLog.NEVER : begin(now);
    }

    private long abandonIfRemoved(Job running, long now) {
        if (!ArchiveFiles.isThere(running.plain())) {
            running.process().destroyForcibly();
        }
        return now + POLL;
    }

    private long begin(long now) {
        retries.keySet().removeIf(plain -> !ArchiveFiles.isThere(plain));
        long next = KeptLog.NEVER;
        for (KeptLog log : List.copyOf(candidates)) {
            long retry = begin(log, now);
            if (job != null) {
                return now + POLL;
            }
            if (retry == KeptLog.NEVER) {
                candidates.remove(log);
            }
            next = Math.min(next, retry);
        }
        return next;
    }

    /**
     * Begins with the first archive of a log that is due.
     *
     * @return when to try one of its archives again, or {@link KeptLog#NEVER} if none waits
     */
    private long begin(KeptLog log, long now) {
        long next = KeptLog.NEVER;
        for (Archive archive : log.record().state().archives()) {
            if (!isWanted(log, archive)) {
                continue;
            }
            Path plain = archive.plain(log.file());
            if (now - retries.getOrDefault(plain, now) >= 0) {
                begin(log, archive, now);
                if (job != null) {
                    return KeptLog.NEVER;
                }
            }
            next = Math.min(next, retries.getOrDefault(plain, now + POLL));
        }
        return next;
    }

    private boolean isWanted(KeptLog log, Archive archive) {
        Path plain = archive.plain(log.file());
        return log.policy().compress()
                && ArchiveFiles.isThere(plain)
                && !ArchiveFiles.isThere(archive.compressed(log.file()));
    }

    private void begin(KeptLog log, Archive archive, long now) {
        Path part = Archive.compressedPart(log.file(), archive.sequence());
        try (OpenFile from = OpenFile.forReading(files, archive.plain(log.file()))) {
            ArchiveFiles.removeFile(part);
            OpenFile into = OpenFile.created(files, part, from.facts().mode());
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(program)
                                .directory(Path.of("/").toFile())
                                .redirectInput(from.path().toFile())
                                .redirectOutput(Redirect.appendTo(into.path().toFile()))
                                .redirectError(Redirect.DISCARD);
                job = new Job(log, archive, into, maker.start(builder));
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

    /** One that cannot be compressed stays as it is, and is tried again after a while. */
    private void failed(KeptLog log, Archive archive, String reason, long now) {
        Path plain = archive.plain(log.file());
        removePart(log, archive);
        if (ArchiveFiles.isThere(plain)) {
            retries.put(plain, now + AFTER_FAILURE);
            log.news().failed("cannot compress " + plain + ": " + reason);
        }
    }

    private static void removePart(KeptLog log, Archive archive) {
        try {
            ArchiveFiles.removeFile(Archive.compressedPart(log.file(), archive.sequence()));
        } catch (IOException e) {
            // It is removed before the next try.
        }
    }

    /** Stops what is under way. */
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
