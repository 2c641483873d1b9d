package io.ottugi.supervisor.diagnosis;

/**
 * A text that is looked for in others, in time that grows with their length and not with the
 * product of both lengths, whatever they are (Knuth, Morris, Pratt: Fast Pattern Matching in
 * Strings, 1977).
 */
final class Needle {
    private final String text;
    private final boolean alone;

    /** For each prefix of the text the length of the longest end of it that is a prefix too. */
    private final int[] borders;

    /**
     * @param text not empty
     * @param alone whether letters and digits beside it make it another word, which is not meant
     */
    Needle(String text, boolean alone) {
        this.text = text;
        this.alone = alone;
        this.borders = new int[text.length()];
        for (int i = 1, length = 0; i < text.length(); i++) {
            length = extended(length, text.charAt(i));
            borders[i] = length;
        }
    }

    private int extended(int length, char next) {
        int fits = length;
        while (fits > 0 && text.charAt(fits) != next) {
            fits = borders[fits - 1];
        }
        return text.charAt(fits) == next ? fits + 1 : fits;
    }

    /** The same text with the replacement in every place where this one was. */
    String replaceIn(String hay, String replacement) {
        StringBuilder replaced = null;
        int copied = 0;
        int fits = 0;
        for (int i = 0; i < hay.length(); i++) {
            fits = extended(fits, hay.charAt(i));
            if (fits == text.length()) {
                int begin = i + 1 - fits;
                fits = borders[fits - 1];
                if (!alone || standsAlone(hay, begin, i + 1)) {
                    replaced = replaced == null ? new StringBuilder(hay.length()) : replaced;
                    replaced.append(hay, copied, begin).append(replacement);
                    copied = i + 1;
                    fits = 0;
                }
            }
        }
        return replaced == null ? hay : replaced.append(hay, copied, hay.length()).toString();
    }

    private static boolean standsAlone(String hay, int begin, int end) {
        return (begin == 0 || !isLetterOrDigit(hay.charAt(begin - 1)))
                && (end == hay.length() || !isLetterOrDigit(hay.charAt(end)));
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
