package io.ottugi.supervisor.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Hands on whole lines with a name before each, so that the lines of several do not mix. */
final class NamedLines implements Follow.Sink {
    private static final int LONGEST_LINE = 64 * 1024;

    private final byte[] name;
    private final Follow.Sink next;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    NamedLines(String name, Follow.Sink next) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
        this.next = next;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            line.write(bytes[i]);
            if (bytes[i] == '\n' || line.size() >= LONGEST_LINE) {
                whole.writeBytes(name);
                line.writeTo(whole);
                line.reset();
            }
        }
        if (whole.size() > 0) {
            next.write(whole.toByteArray(), whole.size());
        }
    }
}
