package io.ottugi.supervisor.config.value;

/**
 * A pattern as in glob(7): {@code *} is any text, {@code ?} any character, {@code [a-z]} one of a
 * set and {@code [!a-z]} one that is not in it. There is no pattern that is wrong, and none takes
 * longer than the product of both lengths.
 */
public final class Glob {
    private final String pattern;

    private Glob(String pattern) {
        this.pattern = pattern;
    }

    public static Glob of(String pattern) {
        return new Glob(pattern);
    }

    /** Whether a pattern means no more than its own letters. */
    public static boolean isLiteral(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && pattern.indexOf('[') < 0;
    }

    /** Whether the whole text fits; on a mismatch only the last star takes one character more. */
    public boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int taken = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                taken = t;
            } else if (p < pattern.length() && fits(p, text.charAt(t))) {
                p = after(p);
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where a set that begins here ends; -1 if none does, and the bracket is only a bracket. */
    private int setEnd(int at) {
        int first = pattern.startsWith("[!", at) ? at + 2 : at + 1;
        return pattern.charAt(at) == '[' ? pattern.indexOf(']', first + 1) : -1;
    }

    private int after(int at) {
        int end = setEnd(at);
        return end < 0 ? at + 1 : end + 1;
    }

    private boolean fits(int at, char c) {
        int end = setEnd(at);
        if (end < 0) {
            return pattern.charAt(at) == '?' || pattern.charAt(at) == c;
        }
        boolean negated = pattern.charAt(at + 1) == '!';
        return isInSet(at + (negated ? 2 : 1), end, c) != negated;
    }

    private boolean isInSet(int from, int end, char c) {
        for (int i = from; i < end; i++) {
            char low = pattern.charAt(i);
            boolean range = i + 2 < end && pattern.charAt(i + 1) == '-';
            char high = range ? pattern.charAt(i + 2) : low;
            if (c >= low && c <= high) {
                return true;
            }
            i += range ? 2 : 0;
        }
        return false;
    }
}
