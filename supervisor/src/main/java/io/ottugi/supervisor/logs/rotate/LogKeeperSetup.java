package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.posix.FileSystemCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The collaborators and settings of a {@link LogKeeper}.
 *
 * @param states directory of the records of all log files
 * @param events receives what happens, on the keeper's thread
 */
public record LogKeeperSetup(
        Path states,
        FileSystemCalls files,
        LogClock clock,
        Compression compression,
        Consumer<LogEvent> events) {
    /**
     * The program that compresses archives.
     *
     * @param program with its arguments, from its input to its output; empty if there is none
     */
    public record Compression(List<String> program, Launcher launcher) {
        public Compression {
            program = List.copyOf(program);
        }

        /** Starts processes that nobody else reaps. */
        public interface Launcher {
            Process start(ProcessBuilder builder) throws IOException;
        }
    }

    LogMaintenance.Tools maintenance(RotationStep.Listener steps) {
        Rotator rotator = new Rotator(files, clock, steps);
        return new LogMaintenance.Tools(rotator, new RotationRecovery(files, rotator), clock);
    }

    Compressor compressor(RotationStep.Listener steps) {
        return new Compressor(compression, files, steps);
    }
}
