package io.ottugi.supervisor.proc;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sockets of a process's network, by inode, as far as proc(5) tells of them cheaply. */
public final class SocketTable {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");

    /** Number, two addresses, state, four fields, user, timeout, inode. */
    private static final Pattern ENTRY =
            Pattern.compile(
                    "\\s*\\d+: ([0-9A-F]+:[0-9A-F]{4}) ([0-9A-F]+:[0-9A-F]{4}) ([0-9A-F]{2})"
                            + "(?:\\s+\\S+){5}\\s+(\\d+).*");

    private static final Pattern UNIX =
            Pattern.compile(
                    "[0-9a-f]+: [0-9A-F]+ [0-9A-F]+ [0-9A-F]+ [0-9A-F]+ \\S+ +(\\d+)(?: (.*))?");

    private static final String LISTENS = "0A";

    private final Map<String, String> descriptions = new HashMap<>();

    private SocketTable() {}

    /** As that process sees them. */
    public static SocketTable of(long pid) {
        SocketTable table = new SocketTable();
        for (String protocol : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
            table.internet(protocol, ProcText.of(pid, "net/" + protocol));
        }
        table.unix(ProcText.of(pid, "net/unix"));
        return table;
    }

    public static SocketTable of(String protocol, String text) {
        SocketTable table = new SocketTable();
        table.internet(protocol, text);
        table.unix(text);
        return table;
    }

    private void internet(String protocol, String text) {
        text.lines()
                .forEach(
                        line -> {
                            Matcher entry = ENTRY.matcher(line);
                            if (entry.matches()) {
                                descriptions.put(entry.group(4), protocol + " " + ends(entry));
                            }
                        });
    }

    private static String ends(Matcher entry) {
        String local = address(String.valueOf(entry.group(1)));
        return LISTENS.equals(entry.group(3))
                ? "listens on " + local
                : local + " to " + address(String.valueOf(entry.group(2)));
    }

    private void unix(String text) {
        text.lines()
                .forEach(
                        line -> {
                            Matcher entry = UNIX.matcher(line);
                            if (entry.matches()) {
                                String path = entry.group(2);
                                descriptions.put(
                                        entry.group(1), "unix" + (path == null ? "" : " " + path));
                            }
                        });
    }

    /** Of words of four bytes, each in the machine's order: that of all we run on is little. */
    public static String address(String hex) {
        int colon = hex.indexOf(':');
        int port = Integer.parseInt(hex.substring(colon + 1), 16);
        String digits = hex.substring(0, colon);
        StringBuilder text = new StringBuilder();
        if (digits.length() == 8) {
            for (int i = 6; i >= 0; i -= 2) {
                text.append(Integer.parseInt(digits.substring(i, i + 2), 16));
                text.append(i == 0 ? "" : ".");
            }
            return text.append(':').append(port).toString();
        }
        for (int word = 0; word + 8 <= digits.length(); word += 8) {
            for (int i = 6; i >= 0; i -= 2) {
                text.append(digits, word + i, word + i + 2);
                text.append(i == 4 ? ":" : "");
            }
            text.append(word + 8 < digits.length() ? ":" : "");
        }
        return "[" + text.toString().toLowerCase(Locale.ROOT) + "]:" + port;
    }

    /** A descriptor's target, in more words if it is a socket that is known. */
    public String describe(String target) {
        Matcher socket = SOCKET.matcher(target);
        String known = socket.matches() ? descriptions.get(socket.group(1)) : null;
        return known == null ? target : target + " " + known;
    }
}
