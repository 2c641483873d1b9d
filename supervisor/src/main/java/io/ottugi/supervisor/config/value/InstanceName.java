package io.ottugi.supervisor.config.value;

/**
 * The name by which a supervisor is addressed. It becomes a directory name and part of a socket
 * path, so it is short and plain: letters, digits, {@code . _ -}, beginning with a letter or digit.
 */
public record InstanceName(String value) {
    public static final InstanceName DEFAULT = new InstanceName("default");

    /** Longest name in characters; leaves room for the directory in a socket path of 107 bytes. */
    public static final int MAX_LENGTH = 64;

    /** Takes a name as it was typed. */
    public static InstanceName parse(String text) throws BadSetting {
        if (text.isEmpty()) {
            throw new BadSetting("the name is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new BadSetting(
                    "the name has "
                            + text.length()
                            + " characters; at most "
                            + MAX_LENGTH
                            + " are possible");
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i), i)) {
                throw new BadSetting(
                        "the name '"
                                + text
                                + "' may hold only letters, digits, '.', '_' and '-', and begins"
                                + " with a letter or digit");
            }
        }
        return new InstanceName(text);
    }

    private static boolean isAllowed(char c, int position) {
        boolean alphanumeric =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return alphanumeric || (position > 0 && (c == '.' || c == '_' || c == '-'));
    }

    @Override
    public String toString() {
        return value;
    }
}
