package io.ottugi.supervisor.cli;

import java.util.ArrayList;
import java.util.List;

/** Words of a command for people, such that they could be pasted into a shell. */
final class Words {
    private Words() {}

    static String quoted(List<String> words) {
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            boolean plain = word.matches("[A-Za-z0-9_@%+=:,./-]+");
            quoted.add(plain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return String.join(" ", quoted);
    }
}
