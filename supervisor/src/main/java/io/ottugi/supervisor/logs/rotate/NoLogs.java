package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Output;
import java.util.Optional;
import java.util.OptionalLong;

/** Maintains no log, where there are no log files. */
public final class NoLogs implements Logs {
    @Override
    public void keep(String worker, Output output, LogPolicy policy) {}

    @Override
    public void started(String worker, long pid) {}

    @Override
    public void forget(String worker) {}

    @Override
    public OptionalLong position(String worker) {
        return OptionalLong.empty();
    }

    @Override
    public OptionalLong errorPosition(String worker) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<String> trouble(String worker) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
