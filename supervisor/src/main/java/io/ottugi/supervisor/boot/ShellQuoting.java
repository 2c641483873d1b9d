package io.ottugi.supervisor.boot;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words for {@code sh}, by the rules of POSIX: within single quotes nothing has a meaning. */
final class ShellQuoting {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@,+-]+");

    private ShellQuoting() {}

    static String word(String text) {
        return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    static String words(List<String> texts) {
        return texts.stream().map(ShellQuoting::word).collect(Collectors.joining(" "));
    }

    /** Whether it needs no quoting in sh, crontabs and units alike. */
    static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }
}
