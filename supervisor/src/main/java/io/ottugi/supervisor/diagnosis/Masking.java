package io.ottugi.supervisor.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is written down: the values of a worker's variables whose names look
 * secret, wherever they appear, and what looks like a password by what stands before it.
 */
public final class Masking {
    static final String MASK = "***";

    /**
     * Without one of these nothing is behind which a secret could stand: it is looked for first.
     */
    private static final List<String> SUSPICIOUS =
            List.of("passw", "passphrase", "secret", "token", "credential", "key", "authorization");

    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    NamedSecrets.WORDS + "|_pass$|^pass$|_pwd$|_key$|^key$|_dsn$|_auth$",
                    Pattern.CASE_INSENSITIVE);

    /** Values that say nothing, and would be masked all over a text. */
    private static final Set<String> HARMLESS =
            Set.of("true", "false", "yes", "no", "on", "off", "none", "null", "default");

    private static final int SHORT = 6;

    private final List<Needle> secrets = new ArrayList<>();

    /**
     * @param variables whose values are secret if their names look so
     */
    public Masking(Map<String, String> variables) {
        Set<String> values =
                new TreeSet<>(
                        Comparator.comparing(String::length)
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()));
        variables.forEach(
                (name, value) -> {
                    if (looksSecret(name) && isWorthMasking(value)) {
                        values.add(value);
                    }
                });
        values.forEach(value -> secrets.add(new Needle(value, value.length() < SHORT)));
    }

    static boolean looksSecret(String name) {
        return SECRET_NAME.matcher(name).find();
    }

    private static boolean isWorthMasking(String value) {
        return value.length() > 1 && !HARMLESS.contains(value);
    }

    /** The same text without what looks secret. */
    public String text(String text) {
        String masked = text;
        for (Needle secret : secrets) {
            masked = secret.replaceIn(masked, MASK);
        }
        return masked.contains("://") || isSuspicious(masked) ? lines(masked) : masked;
    }

    private static boolean isSuspicious(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return SUSPICIOUS.stream().anyMatch(lower::contains);
    }

    private static String lines(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        for (String line : text.split("\n", -1)) {
            masked.append(line(line)).append('\n');
        }
        masked.setLength(masked.length() - 1);
        return masked.toString();
    }

    /** Most lines have nothing to hide, and are many. */
    private static String line(String line) {
        String masked = line.contains("://") ? new UrlPasswords(line).masked() : line;
        return isSuspicious(masked) ? new NamedSecrets(masked).masked() : masked;
    }

    /** The same for the words of a command, where a secret may be a word behind its option. */
    public List<String> command(List<String> words) {
        List<String> masked = new ArrayList<>();
        boolean secretFollows = false;
        for (String word : words) {
            masked.add(secretFollows && !word.startsWith("-") ? MASK : text(word));
            secretFollows = NamedSecrets.isOption(word);
        }
        return masked;
    }

    /** The same for a file of HotSpot's, which has the environment in it. */
    public String hsErr(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        boolean environment = false;
        for (String line : text.split("\n", -1)) {
            environment =
                    line.startsWith("Environment Variables:") || (environment && !line.isBlank());
            int value = line.indexOf('=');
            boolean variable = environment && value > 0;
            masked.append(variable ? line.substring(0, value + 1) + MASK : line).append('\n');
        }
        masked.setLength(masked.length() - 1);
        return text(masked.toString());
    }

    public Finding finding(Finding finding) {
        return new Finding(
                finding.kind(),
                text(finding.sentence()),
                finding.quotes().stream().map(q -> new Quote(q.source(), text(q.text()))).toList(),
                finding.advice());
    }
}
