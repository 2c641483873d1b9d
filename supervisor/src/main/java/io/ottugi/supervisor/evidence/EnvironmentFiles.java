package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.DotEnv;
import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.disk.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The variables that are configured for a worker, to know which values are secret. */
public final class EnvironmentFiles {
    private static final long LARGEST = 1 << 20;

    private EnvironmentFiles() {}

    /** Returns what takes secrets of the operator's variables and of a worker's out of texts. */
    public static Masking masking(Map<String, String> operators, Execution.Environment workers) {
        Map<String, String> variables = new HashMap<>(operators);
        read(workers, variables);
        return new Masking(variables);
    }

    /**
     * @param into takes them all; a file that cannot be read now has none
     */
    private static void read(Execution.Environment environment, Map<String, String> into) {
        for (Path file : environment.files()) {
            try {
                if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                    into.putAll(DotEnv.parse(Utf8.read(file)));
                }
            } catch (IOException | BadSetting e) {
                // It could be read when the worker began; then its values are not known now.
            }
        }
        into.putAll(environment.variables());
    }
}
