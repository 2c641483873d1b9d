package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.cli.events.LifeRecord;
import io.ottugi.supervisor.logs.read.InterleavedOutput;
import io.ottugi.supervisor.logs.read.LogFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows all that comes. With markers, output is shown a moment after it was written, when the
 * record tells which generation has written it: a start is recorded just after it happened.
 */
final class LogsFollowing {
    private static final Duration RECORDED = Duration.ofMillis(50);

    private final List<LogStream> streams;
    private final InterleavedOutput screen;

    LogsFollowing(List<LogStream> streams, InterleavedOutput screen) {
        this.streams = streams;
        this.screen = screen;
    }

    /** All that comes, without markers. */
    void run() throws IOException, InterruptedException {
        LogFollower follower = new LogFollower();
        for (LogStream stream : streams) {
            follower.add(new Plain(stream));
        }
        follower.run();
    }

    /** All that comes, and what the record tells of it. */
    void run(LifeRecord record) throws IOException, InterruptedException {
        LogFollower follower = new LogFollower();
        for (LogStream stream : streams) {
            follower.add(new Marked(stream, record));
        }
        follower.add(new Ends(record));
        follower.run();
    }

    private static List<Path> files(LogStream stream) {
        return List.of(stream.place().live(), stream.place().state());
    }

    /** Waits until what has happened by now is recorded. */
    private static void await(long since) {
        long end = since + RECORDED.toNanos();
        for (long now = System.nanoTime(); now - end < 0; now = System.nanoTime()) {
            LockSupport.parkNanos(end - now);
        }
    }

    private final class Plain implements LogFollower.Source {
        private final LogStream stream;

        Plain(LogStream stream) {
            this.stream = stream;
        }

        @Override
        public List<Path> files() {
            return LogsFollowing.files(stream);
        }

        @Override
        public boolean show() throws IOException {
            if (stream.show(Long.MAX_VALUE)) {
                return true;
            }
            screen.flush();
            return false;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** What there is at one time is shown when all that was recorded until then is known. */
    private final class Marked implements LogFollower.Source {
        private final LogStream stream;
        private final LifeRecord record;
        private boolean looked;
        private boolean known;
        private long since;
        private long end;

        Marked(LogStream stream, LifeRecord record) {
            this.stream = stream;
            this.record = record;
        }

        @Override
        public List<Path> files() {
            return LogsFollowing.files(stream);
        }

        @Override
        public boolean show() throws IOException {
            if (!looked) {
                return look();
            }
            if (!known) {
                await(since);
                record.read();
                known = true;
            }
            if (!stream.show(end)) {
                screen.flush();
                looked = false;
                known = false;
            }
            return true;
        }

        private boolean look() throws IOException {
            end = stream.reader().end();
            since = System.nanoTime();
            looked = end > stream.reader().position();
            return looked;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** Shows that a worker ended which is not started again at once. */
    private final class Ends implements LogFollower.Source {
        private final LifeRecord record;
        private boolean looked;
        private long since;

        Ends(LifeRecord record) {
            this.record = record;
        }

        @Override
        public List<Path> files() {
            return List.of(record.file());
        }

        @Override
        public boolean show() throws IOException {
            if (!looked) {
                looked = true;
                since = System.nanoTime();
                return true;
            }
            looked = false;
            await(since);
            record.read();
            for (LogStream stream : streams) {
                if (stream.hasEnded()) {
                    long end = stream.reader().end();
                    while (stream.show(end)) {
                        // Until all is shown that it wrote before.
                    }
                    stream.showMarkers();
                    stream.showEnd();
                }
            }
            screen.flush();
            return false;
        }

        @Override
        public void close() throws IOException {
            record.close();
        }
    }
}
