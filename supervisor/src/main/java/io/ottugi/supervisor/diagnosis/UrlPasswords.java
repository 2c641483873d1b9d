package io.ottugi.supervisor.diagnosis;

/**
 * Hides the password of each {@code scheme://user:password@host} in a line, in one pass. A password
 * may have a slash, but what begins with a port's digits and a slash is none.
 */
final class UrlPasswords {
    private static final int MOST_DIGITS_OF_A_PORT = 5;

    private final String line;
    private final StringBuilder masked;
    private int copied;

    /** Where the stretch ends that the last look for an {@code @} has seen. */
    private int stretchEnd;

    UrlPasswords(String line) {
        this.line = line;
        this.masked = new StringBuilder(line.length());
    }

    String masked() {
        int at = line.indexOf("://");
        while (at >= 0) {
            int after = at + "://".length();
            int end = beginsScheme(at) ? passwordEnd(userEnd(after)) : 0;
            at = line.indexOf("://", Math.max(after, end));
        }
        return masked.append(line, copied, line.length()).toString();
    }

    /** Whether a scheme's last character stands before this place. */
    private boolean beginsScheme(int at) {
        for (int i = at - 1; i >= copied && isOfScheme(line.charAt(i)); i--) {
            if (isLetter(line.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The place after the colon that ends the user; -1 if there is none. */
    private int userEnd(int from) {
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':') {
                return i + 1;
            }
            if (c == '/' || isEndOfPassword(c)) {
                return -1;
            }
        }
        return -1;
    }

    /** Masks what is between that place and the {@code @}; the end of what needs no other look. */
    private int passwordEnd(int from) {
        if (from < 0 || isPort(from)) {
            return 0;
        }
        if (stretchEnd < from) {
            stretchEnd = from;
            while (stretchEnd < line.length() && !isEndOfPassword(line.charAt(stretchEnd))) {
                stretchEnd++;
            }
        }
        boolean password =
                stretchEnd > from && stretchEnd < line.length() && line.charAt(stretchEnd) == '@';
        if (!password) {
            return 0;
        }
        masked.append(line, copied, from).append(Masking.MASK);
        copied = stretchEnd;
        return stretchEnd;
    }

    private boolean isPort(int from) {
        int end = from;
        while (end < line.length()
                && end - from < MOST_DIGITS_OF_A_PORT
                && line.charAt(end) >= '0'
                && line.charAt(end) <= '9') {
            end++;
        }
        return end > from && (end == line.length() || line.charAt(end) == '/');
    }

    private static boolean isEndOfPassword(char c) {
        return NamedSecrets.isSpace(c) || c == '@' || c == '"' || c == '\'';
    }

    private static boolean isOfScheme(char c) {
        return NamedSecrets.isOfName(c) || c == '+';
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
