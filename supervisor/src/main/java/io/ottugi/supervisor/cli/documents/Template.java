package io.ottugi.supervisor.cli.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text with {@code @NAME@} where something is to be put; those of this package lie beside it. */
record Template(String text) {
    static Template named(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the template " + name + " is not in the jar");
            }
            return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Template with(String name, String value) {
        String mark = "@" + name + "@";
        if (!text.contains(mark)) {
            throw new IllegalArgumentException("the template has no " + mark);
        }
        return new Template(text.replace(mark, value.stripTrailing()));
    }
}
