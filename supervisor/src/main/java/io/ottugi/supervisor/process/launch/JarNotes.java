package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.process.jvm.JvmWords;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells which jars of a plan's JVMs are not there: they may be made by the time of the start. */
public final class JarNotes {
    private JarNotes() {}

    /** A sentence for each jar that is certainly not there. */
    public static List<String> of(Plan plan) throws BadSetting {
        Set<String> notes = new LinkedHashSet<>();
        for (WorkerSpec spec : plan.specs()) {
            missing(spec)
                    .ifPresent(
                            jar ->
                                    notes.add(
                                            "worker."
                                                    + spec.id().worker()
                                                    + ": the jar "
                                                    + jar
                                                    + " (-jar in 'command') is not there; the JVM"
                                                    + " ends with exit 1 if it still is not at the"
                                                    + " start"));
        }
        return List.copyOf(notes);
    }

    private static Optional<Path> missing(WorkerSpec spec) {
        List<String> command = spec.command();
        int java = JvmStart.javaWord(command, spec.evidence().jvm());
        if (java < 0) {
            return Optional.empty();
        }
        try {
            return JvmWords.jar(command.subList(java + 1, command.size()))
                    .map(spec.execution().directory()::resolve)
                    .filter(Files::notExists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
