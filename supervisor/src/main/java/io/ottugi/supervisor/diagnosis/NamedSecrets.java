package io.ottugi.supervisor.diagnosis;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what stands behind a name that tells of a secret: {@code --password=x}, {@code --token x},
 * {@code "api_key": "x"}, {@code password: x}, {@code Authorization: Bearer x}. A line is read
 * once, from left to right: names first, then what follows each of them.
 */
final class NamedSecrets {
    /** Parts of names of secrets; each alternative has a length that is bounded. */
    static final String WORDS =
            "(?:passw(?:or)?d|passphrase|secret|token|credential|api[_.-]?key|access[_.-]?key"
                    + "|private[_.-]?key)";

    private static final Pattern WORD = Pattern.compile(WORDS, Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN_NAME =
            Pattern.compile("(?:password|passwd|passphrase|secret)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME =
            Pattern.compile("(?:basic|bearer|token)", Pattern.CASE_INSENSITIVE);
    private static final String AUTHORIZATION = "authorization";

    private final String line;
    private final StringBuilder masked;
    private final Matcher word;
    private int nextWord;
    private int copied;

    NamedSecrets(String line) {
        this.line = line;
        this.masked = new StringBuilder(line.length());
        this.word = WORD.matcher(line);
        this.nextWord = -1;
    }

    /** Whether a word of a command is an option whose value, the next word, is a secret. */
    static boolean isOption(String text) {
        boolean name = text.startsWith("-") && text.chars().allMatch(c -> isOfName((char) c));
        return name && WORD.matcher(text).find();
    }

    static boolean isOfName(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '.'
                || c == '-';
    }

    String masked() {
        int at = 0;
        while (at < line.length()) {
            int begin = at;
            at = nameEnd(begin);
            if (at > begin) {
                int value = value(begin, at);
                at = value < 0 ? at : Math.max(at, mask(value));
            } else {
                at++;
            }
        }
        return masked.append(line, copied, line.length()).toString();
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < line.length() && isOfName(line.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Where the secret begins that stands behind this name; -1 if it tells of none. */
    private int value(int begin, int end) {
        int authorized = endsWithAuthorization(begin, end) ? authorization(end) : -1;
        if (authorized >= 0 || !hasWord(begin, end)) {
            return authorized;
        }
        if (is('=', end)) {
            return end + 1;
        }
        boolean quoted = begin > 0 && is('"', begin - 1) && is('"', end);
        int colon = afterSpaces(is('"', end) ? end + 1 : end);
        if (is(':', colon) && (quoted || endsPlain(begin, end))) {
            return afterSpaces(colon + 1);
        }
        int next = afterSpaces(end);
        boolean option = is('-', begin) && (begin == 0 || isSpace(line.charAt(begin - 1)));
        return option && next > end && !is('-', next) ? next : -1;
    }

    /** Names are asked for from left to right. */
    private boolean hasWord(int begin, int end) {
        while (nextWord < begin) {
            nextWord = word.find() ? word.start() : line.length();
        }
        return nextWord < end && word.end() <= end;
    }

    /** Whether its last part is such a word by itself: {@code password}, {@code db.password}. */
    private boolean endsPlain(int begin, int end) {
        int part = end;
        while (part > begin && line.charAt(part - 1) != '.' && line.charAt(part - 1) != '-') {
            part--;
        }
        return PLAIN_NAME.matcher(line).region(part, end).matches();
    }

    private boolean endsWithAuthorization(int begin, int end) {
        int part = end - AUTHORIZATION.length();
        return part >= begin
                && line.substring(part, end).toLowerCase(Locale.ROOT).equals(AUTHORIZATION)
                && (part == begin || is('-', part - 1) || is('.', part - 1));
    }

    private int authorization(int end) {
        int colon = afterSpaces(is('"', end) ? end + 1 : end);
        if (!is(':', colon) && !is('=', colon)) {
            return -1;
        }
        int scheme = afterSpaces(colon + 1);
        scheme += is('"', scheme) ? 1 : 0;
        int schemeEnd = nameEnd(scheme);
        int value = afterSpaces(schemeEnd);
        boolean known = SCHEME.matcher(line).region(scheme, schemeEnd).matches();
        return known && value > schemeEnd ? value : -1;
    }

    /**
     * Hides the value that begins there, if any does.
     *
     * @return its end
     */
    private int mask(int begin) {
        int end = valueEnd(begin);
        if (end > begin) {
            masked.append(line, copied, begin).append(Masking.MASK);
            copied = end;
        }
        return end;
    }

    /** A quote that is not closed is the last of its kind, so that this is found out once. */
    private int valueEnd(int begin) {
        if (is('"', begin) || is('\'', begin)) {
            int close = line.indexOf(line.charAt(begin), begin + 1);
            return close < 0 ? begin : close + 1;
        }
        int end = begin;
        while (end < line.length() && !isEndOfValue(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isEndOfValue(char c) {
        return isSpace(c) || c == '"' || c == '\'' || c == '&' || c == ';' || c == ',';
    }

    private int afterSpaces(int from) {
        int at = from;
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private boolean is(char c, int at) {
        return at >= 0 && at < line.length() && line.charAt(at) == c;
    }
}
