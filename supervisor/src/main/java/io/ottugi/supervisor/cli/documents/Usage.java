package io.ottugi.supervisor.cli.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A usage line, read: so that a new command is completed and documented by what its help says.
 *
 * @param tokens the line, cut into brackets, alternatives, flags, placeholders and words
 * @param words what follows the options, in order
 * @param takesProgram whether a program and its arguments follow {@code --}
 */
record Usage(List<String> tokens, List<Word> words, boolean takesProgram) {
    static final String REPEATED = "…";

    private static final Pattern TOKEN =
            Pattern.compile("\\[|\\]|…|\\||--?[a-z][a-z-]*|--(?= |$)|[^\\s\\[\\]|…]+");

    /**
     * A word that is no option.
     *
     * @param text placeholder or words, with {@code |} between alternatives
     * @param repeated whether more of the kind may follow
     */
    record Word(String text, boolean repeated) {}

    static Usage of(Topic topic) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(topic.usage());
        while (token.find()) {
            tokens.add(token.group());
        }
        int end = tokens.indexOf("--");
        List<String> ours = end < 0 ? tokens : tokens.subList(0, end);
        return new Usage(List.copyOf(tokens), words(topic, ours), end >= 0);
    }

    /** Whether a flag stands in brackets with an ellipsis behind. */
    boolean repeats(Topic.Flag flag) {
        for (int i = 0; i < tokens.size(); i++) {
            int close = i + (flag.takesArgument() ? 2 : 1);
            if (flag.forms().contains(tokens.get(i)) && close + 1 < tokens.size()) {
                return tokens.get(close).equals("]") && tokens.get(close + 1).equals(REPEATED);
            }
        }
        return false;
    }

    static boolean isFlag(String token) {
        return token.startsWith("-");
    }

    /** Upper-case, so something else stands for it. */
    static boolean isPlaceholder(String token) {
        return Character.isUpperCase(token.codePointAt(0));
    }

    private static List<Word> words(Topic topic, List<String> tokens) {
        List<Word> words = new ArrayList<>();
        boolean afterWord = false;
        boolean alternative = false;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (isFlag(token)) {
                i += takesArgument(topic, token) ? argument(tokens, i + 1) : 0;
                afterWord = false;
                alternative = false;
            } else if (token.equals("|")) {
                alternative = true;
            } else if (token.equals(REPEATED)) {
                repeat(words, afterWord);
            } else if (!token.equals("[") && !token.equals("]")) {
                add(words, token, afterWord && alternative);
                afterWord = true;
                alternative = false;
            }
        }
        return words;
    }

    /** How many tokens the argument of an option has, which may be {@code stdout|stderr|both}. */
    private static int argument(List<String> tokens, int from) {
        int at = from;
        while (at + 2 < tokens.size()
                && tokens.get(at + 1).equals("|")
                && !isFlag(tokens.get(at + 2))) {
            at += 2;
        }
        return at - from + 1;
    }

    private static void add(List<Word> words, String token, boolean alternative) {
        String before = alternative ? words.remove(words.size() - 1).text() + "|" : "";
        words.add(new Word(before + token, false));
    }

    /** An ellipsis behind an option says nothing of words. */
    private static void repeat(List<Word> words, boolean afterWord) {
        if (afterWord) {
            words.add(new Word(words.remove(words.size() - 1).text(), true));
        }
    }

    private static boolean takesArgument(Topic topic, String form) {
        return topic.flags().stream()
                .anyMatch(flag -> flag.forms().contains(form) && flag.takesArgument());
    }
}
