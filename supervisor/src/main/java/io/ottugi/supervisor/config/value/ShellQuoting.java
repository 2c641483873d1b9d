package io.ottugi.supervisor.config.value;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words for {@code sh}, by the rules of POSIX (Shell Command Language, 2.2 Quoting): within single
 * quotes nothing has a meaning.
 */
public final class ShellQuoting {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@,+-]+");

    private ShellQuoting() {}

    public static String word(String text) {
        return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    public static String words(List<String> texts) {
        return texts.stream().map(ShellQuoting::word).collect(Collectors.joining(" "));
    }

    /** Tells whether a word needs no quoting in sh, crontabs and units alike. */
    public static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }
}
