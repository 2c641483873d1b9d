package io.ottugi.supervisor.logs;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last line of a {@link TimeIndex}, without reading all of it. */
final class NewestTime {
    private static final Pattern LINE = Pattern.compile("[0-9]{1,15} ([0-9]{1,18})");

    private NewestTime() {}

    /** Its position; 0 if there is none. */
    static long position(Path times) {
        Matcher line = LINE.matcher(LastLine.of(times));
        return line.matches() ? Long.parseLong(String.valueOf(line.group(1))) : 0;
    }
}
