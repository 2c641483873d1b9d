package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.posix.FileWatch;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watches files that are quiet, each until something happens to it. */
final class LogWatches {
    private final FileWatch watch;
    private final Map<Integer, LogMaintenance> armed = new HashMap<>();
    private final Map<LogMaintenance, Integer> keys = new HashMap<>();

    LogWatches(FileWatch watch) {
        this.watch = watch;
    }

    /**
     * Watches a file.
     *
     * @return false if the file cannot be watched, or has changed already
     */
    boolean arm(LogMaintenance quiet) {
        ManagedLog log = quiet.log();
        try {
            disarm(quiet);
            int key = watch.watchOnce(log.file().toString());
            armed.put(key, quiet);
            keys.put(quiet, key);
            Optional<FileFacts> facts = FileFacts.at(log.file());
            return facts.isPresent()
                    && facts.get().id().equals(log.writtenTo())
                    && log.record().state().start() + facts.get().size() == log.knownEnd();
        } catch (PosixException | IOException e) {
            return false;
        }
    }

    void disarm(LogMaintenance watched) {
        Integer key = keys.remove(watched);
        if (key != null) {
            armed.remove(key);
            watch.cancel(key);
        }
    }

    /**
     * Waits until something happens to a watched file.
     *
     * @param all logs, returned if it is not known which file changed
     * @param millis longest wait; negative for no limit
     */
    List<LogMaintenance> await(Collection<LogMaintenance> all, long millis) {
        List<LogMaintenance> happened = new ArrayList<>();
        for (int key : watch.await(millis)) {
            if (key == FileWatch.ALL) {
                return List.copyOf(all);
            }
            LogMaintenance one = armed.remove(key);
            if (one != null) {
                keys.remove(one);
                happened.add(one);
            }
        }
        return happened;
    }

    void wake() {
        watch.wake();
    }

    void close() {
        watch.close();
    }
}
