package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.process.jvm.JvmWords;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what becomes of the JVMs of a plan that run out of heap, where that may surprise. */
public final class HeapNotes {
    private static final List<String> ENDING =
            List.of(
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+CrashOnOutOfMemoryError",
                    "-XX:OnOutOfMemoryError=");

    private HeapNotes() {}

    /**
     * A sentence for each worker with a heap dump that nothing ends when its heap is used up.
     *
     * @param environment the operator's
     */
    public static List<String> of(Plan plan, Map<String, String> environment) throws BadSetting {
        Set<String> notes = new LinkedHashSet<>();
        for (WorkerSpec spec : plan.specs()) {
            if (spec.evidence().heapDump() && livesOn(spec, environment)) {
                notes.add(
                        "worker."
                                + spec.id().worker()
                                + ": a JVM that runs out of heap writes its heap dump and goes on,"
                                + " perhaps without the thread that asked for memory; with"
                                + " -XX:+ExitOnOutOfMemoryError in 'command' it ends with code 3"
                                + " after the dump, and its restart policy applies");
            }
        }
        return List.copyOf(notes);
    }

    private static boolean livesOn(WorkerSpec spec, Map<String, String> environment) {
        List<String> command = spec.command();
        int java = JvmStart.javaWord(command, spec.evidence().jvm());
        if (java < 0) {
            return false;
        }
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(spec.execution().environment().variables());
        Path directory = spec.execution().directory();
        return JvmWords.of(
                        command.subList(java + 1, command.size()),
                        variables,
                        name -> JvmStart.read(directory, name))
                .stream()
                .noneMatch(word -> ENDING.stream().anyMatch(word::startsWith));
    }
}
