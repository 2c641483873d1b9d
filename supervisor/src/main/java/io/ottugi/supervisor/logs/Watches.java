package io.ottugi.supervisor.logs;

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
final class Watches {
    private final FileWatch watch;
    private final Map<Integer, Tending> armed = new HashMap<>();
    private final Map<Tending, Integer> keys = new HashMap<>();

    Watches(FileWatch watch) {
        this.watch = watch;
    }

    /**
     * Watches a file.
     *
     * @return false if it cannot be watched, or something has happened to it already
     */
    boolean arm(Tending quiet) {
        KeptLog log = quiet.log();
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

    void disarm(Tending watched) {
        Integer key = keys.remove(watched);
        if (key != null) {
            armed.remove(key);
            watch.cancel(key);
        }
    }

    /**
     * Waits until something happens to one of them.
     *
     * @param all told when nobody knows to which
     * @param millis at most so long; negative for no limit
     */
    List<Tending> await(Collection<Tending> all, long millis) {
        List<Tending> happened = new ArrayList<>();
        for (int key : watch.await(millis)) {
            if (key == FileWatch.ALL) {
                return List.copyOf(all);
            }
            Tending one = armed.remove(key);
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
