package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of a fall, from which {@link Rules} conclude.
 *
 * @param asked what we last sent to it, if anything
 * @param output its last lines
 * @param traces what it and the kernel left beside that
 */
public record Facts(Cause cause, @Nullable Asked asked, Run run, OutputText output, Traces traces) {
    /**
     * The run that ended.
     *
     * @param worker its name, for commands in the advice
     * @param pid of its first process, 0 if it had none
     * @param variables the values of those that are set for this worker
     * @param stopTimeout after which we kill
     * @param pidFile that was to name the process to follow, null where none was
     */
    public record Run(
            String worker,
            long pid,
            Duration ran,
            List<String> command,
            List<String> variables,
            Duration stopTimeout,
            @Nullable Path pidFile) {
        /** Whether the command is a JVM's launcher, so that its exit codes mean what Java's do. */
        boolean isJava() {
            return !command.isEmpty() && command.get(0).matches("(.*/)?java");
        }
    }

    /**
     * @param hsErr of this process
     * @param heapDump size in bytes of the heap dump that it wrote, 0 for none
     * @param kernel lines of the kernel's log that name the process, beside those of {@code oom}
     * @param corePattern {@code /proc/sys/kernel/core_pattern}, empty when unknown
     * @param portHolder tells who listens on a port now
     */
    public record Traces(
            @Nullable HsErr hsErr,
            long heapDump,
            OomTrace oom,
            List<String> kernel,
            String corePattern,
            IntFunction<Optional<PortHolder>> portHolder) {
        static final Traces NONE =
                new Traces(null, 0, OomTrace.NONE, List.of(), "", port -> Optional.empty());

        public Traces {
            kernel = List.copyOf(kernel);
        }
    }

    Ending ending() {
        return new Ending(
                cause instanceof Cause.Ended ended ? ended.status() : new WaitStatus.Unknown());
    }
}
