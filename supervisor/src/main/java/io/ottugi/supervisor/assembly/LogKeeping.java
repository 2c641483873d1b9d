package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.logs.rotate.LogClock;
import io.ottugi.supervisor.logs.rotate.LogKeeper;
import io.ottugi.supervisor.logs.rotate.LogKeeperSetup;
import io.ottugi.supervisor.logs.rotate.Logs;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.launch.CommandResolver;
import io.ottugi.supervisor.process.launch.CommandResolver.CannotRun;
import io.ottugi.supervisor.process.launch.OrphanReaper;
import io.ottugi.supervisor.runtime.loop.Clock;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keeper of the workers' log files, with what this machine has for it. */
final class LogKeeping {
    /** What compresses archives: apart from us, and only when nobody else wants the machine. */
    private static final List<List<String>> COMPRESSION =
            List.of(
                    List.of("setsid"),
                    List.of("nice", "-n", "19"),
                    List.of("ionice", "-c", "3"),
                    List.of("gzip", "-c"));

    private LogKeeping() {}

    static Logs begin(
            Places.Instance places,
            Posix posix,
            Clock clock,
            Inbox inbox,
            LogKeeperSetup.Compression compression) {
        return new LogKeeper(
                new LogKeeperSetup(
                        places.logState(),
                        posix.files(),
                        new WallAndNanos(clock),
                        compression,
                        event -> inbox.post(new Message.LogChanged(event))));
    }

    /** What there is of it, but nothing without gzip itself. */
    static LogKeeperSetup.Compression compression(
            Map<String, String> environment, OrphanReaper orphans) {
        CommandResolver programs = CommandResolver.in(environment);
        List<String> words = new ArrayList<>();
        boolean compresses = false;
        for (List<String> step : COMPRESSION) {
            Optional<String> program = find(programs, step.get(0));
            compresses = program.isPresent();
            program.ifPresent(
                    path -> {
                        words.add(path);
                        words.addAll(step.subList(1, step.size()));
                    });
        }
        return new LogKeeperSetup.Compression(compresses ? words : List.of(), orphans::startApart);
    }

    private static Optional<String> find(CommandResolver programs, String name) {
        try {
            return Optional.of(programs.resolve(name).toString());
        } catch (CannotRun e) {
            return Optional.empty();
        }
    }

    private record WallAndNanos(Clock clock) implements LogClock {
        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Instant now() {
            return clock.now();
        }
    }
}
