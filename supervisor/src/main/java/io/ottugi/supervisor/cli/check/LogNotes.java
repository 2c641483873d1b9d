package io.ottugi.supervisor.cli.check;

import io.ottugi.supervisor.config.LogPolicy;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.logs.rotate.RotationSupport;
import io.ottugi.supervisor.process.launch.CommandResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How well this machine can rotate the logs that a plan asks for. */
final class LogNotes {
    private static final String GZIP = "gzip";

    /** By directory, whose logs are in it. */
    private final Map<Path, Set<String>> writers = new TreeMap<>();

    private boolean compresses;

    private LogNotes() {}

    /**
     * Nothing where no line can be lost and all is compressed that is to be.
     *
     * @param plan with a file for each worker's output
     */
    static List<String> of(Plan plan, Map<String, String> environment) {
        LogNotes notes = new LogNotes();
        try {
            plan.specs().forEach(notes::add);
        } catch (BadSetting e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
        return notes.lines(environment);
    }

    private void add(WorkerSpec spec) {
        LogPolicy policy = spec.logPolicy();
        if (policy.maxSize() == 0 && policy.every() == null) {
            return;
        }
        Stream.of(spec.execution().output().file(), spec.execution().output().errorFile())
                .filter(Objects::nonNull)
                .filter(file -> Files.notExists(file) || Files.isRegularFile(file))
                .forEach(
                        file -> {
                            compresses |= policy.compress() && policy.keep() > 0;
                            writers.computeIfAbsent(
                                            Objects.requireNonNull(file.getParent()),
                                            directory -> new TreeSet<>())
                                    .add(spec.id().worker());
                        });
    }

    private List<String> lines(Map<String, String> environment) {
        List<String> lines = new ArrayList<>();
        writers.forEach((directory, workers) -> rotation(directory, workers, lines));
        if (compresses && CommandResolver.in(environment).find(GZIP).isEmpty()) {
            lines.add("there is no gzip in PATH: archives of logs stay as they are");
        }
        return lines;
    }

    private static void rotation(Path directory, Set<String> workers, List<String> lines) {
        try {
            RotationSupport support = RotationSupport.at(directory);
            if (!support.isLossless()) {
                lines.add(
                        "rotation of the logs of "
                                + String.join(", ", workers)
                                + " in "
                                + directory
                                + ": "
                                + support.description());
            }
        } catch (IOException e) {
            lines.add("what " + directory + " can do for rotation is not known");
        }
    }
}
