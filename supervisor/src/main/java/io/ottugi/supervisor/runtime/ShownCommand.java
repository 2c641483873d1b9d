package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.diagnosis.Masking;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A worker's command as it is shown: secrets are hidden once for each definition, not for each
 * look.
 */
final class ShownCommand {
    /** Knows no variables: it hides what stands behind an option or in a URL. */
    private static final Masking MASKING = new Masking(Map.of());

    private @Nullable List<String> command;
    private List<String> shown = List.of();

    /** The words of a command without what looks secret. */
    List<String> of(List<String> words) {
        if (command != words) {
            shown = List.copyOf(MASKING.command(words));
            command = words;
        }
        return shown;
    }
}
