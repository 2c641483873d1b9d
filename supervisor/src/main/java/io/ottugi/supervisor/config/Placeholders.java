package io.ottugi.supervisor.config;

import java.util.List;

/** Fills in {@code {worker}} and {@code {instance}}; all else in braces is left alone. */
record Placeholders(WorkerId id) {
    String fill(String text) {
        return text.indexOf('{') < 0
                ? text
                : text.replace("{worker}", id.worker())
                        .replace("{instance}", Integer.toString(Math.max(1, id.instance())));
    }

    List<String> fill(List<String> texts) {
        return texts.stream().map(this::fill).toList();
    }
}
