package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.posix.FileSystemCalls;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What it takes to keep logs.
 *
 * @param states the directory of the records of all log files
 * @param news takes what happens, on the keeper's thread
 */
public record LogTools(
        Path states,
        FileSystemCalls files,
        LogClock clock,
        Compression compression,
        Consumer<LogNews> news) {
    /**
     * How archives are compressed.
     *
     * @param program with its arguments, from its input to its output; empty if there is none
     */
    public record Compression(List<String> program, ProcessMaker maker) {
        public Compression {
            program = List.copyOf(program);
        }
    }

    Tending.Tools tending(RotationStep.Listener steps) {
        Settling settling = new Settling(files, clock::now, steps);
        return new Tending.Tools(new Rotator(files, settling, steps), settling, clock);
    }

    Compressor compressor(RotationStep.Listener steps) {
        return new Compressor(compression.program(), compression.maker(), files, steps);
    }
}
