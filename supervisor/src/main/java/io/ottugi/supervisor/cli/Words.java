package io.ottugi.supervisor.cli;

import java.util.ArrayList;
import java.util.List;

/** Words of a command for people, such that they could be pasted into a shell. */
final class Words {
    private Words() {}

    static String quoted(List<String> words) {
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            quoted.add(isPlain(word) ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return String.join(" ", quoted);
    }

    private static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean alphanumeric =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && "_@%+=:,./-".indexOf(c) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }
}
