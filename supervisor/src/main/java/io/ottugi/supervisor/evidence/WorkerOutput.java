package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.logs.record.LogState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Hears a worker by its log file. */
public final class WorkerOutput implements Listening {
    private static final OutputTail.Span NOTHING =
            new OutputTail.Span(OptionalLong.empty(), OptionalLong.of(0));

    private final OutputTail tails;
    private final String worker;
    private final @Nullable Path file;

    /**
     * @param tails reads logs
     */
    public WorkerOutput(OutputTail tails, Subject subject) {
        this.tails = tails;
        this.worker = subject.worker();
        this.file = subject.spec().execution().output().file();
    }

    @Override
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public OptionalLong end() {
        Path live = file;
        return live == null ? OptionalLong.empty() : tails.end(LogState.key(worker), live);
    }

    @Override
    public List<String> read(long from, long to) {
        OutputTail.Span span = new OutputTail.Span(OptionalLong.of(from), OptionalLong.of(to));
        int most = Math.toIntExact(to - from);
        return tails.read(worker, new Output(file, null, null), span, NOTHING, most).lines();
    }
}
