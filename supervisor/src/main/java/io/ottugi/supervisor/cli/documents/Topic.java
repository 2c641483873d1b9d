package io.ottugi.supervisor.cli.documents;

import java.util.List;

/**
 * A command, as texts.
 *
 * @param usage what stands after its name in a usage line
 * @param summary one line
 * @param description paragraphs, with an empty line between
 */
public record Topic(
        String name, String usage, String summary, String description, List<Flag> flags) {
    public Topic {
        flags = List.copyOf(flags);
    }

    /**
     * One of its options.
     *
     * @param letter such as {@code n}, or empty
     * @param word such as {@code name}, or empty
     * @param argument placeholder of what it takes, empty if it takes nothing
     */
    public record Flag(String letter, String word, String argument, String description) {
        /** As it is typed: {@code -n}, {@code --name}, or both. */
        public List<String> forms() {
            if (letter.isEmpty()) {
                return List.of("--" + word);
            }
            return word.isEmpty() ? List.of("-" + letter) : List.of("-" + letter, "--" + word);
        }

        boolean takesArgument() {
            return !argument.isEmpty();
        }
    }
}
