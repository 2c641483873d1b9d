package io.ottugi.supervisor.cli.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * Completion for bash. It needs no helper package, and uses bash-completion where that is there.
 */
final class BashCompletion {
    private static final List<String> HELP = List.of("-h", "--help");

    private BashCompletion() {}

    static String of(List<Topic> topics) {
        StringBuilder options = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        StringBuilder words = new StringBuilder();
        for (Topic topic : topics) {
            options.append(options(topic));
            arguments.append(arguments(topic));
            words.append(words(topic));
        }
        return Template.named("ottugi.bash")
                .with("NAMES", Shells.names(topics))
                .with("OPTIONS", options.toString())
                .with("ARGUMENTS", arguments.toString())
                .with("WORDS", words.toString())
                .text();
    }

    private static String options(Topic topic) {
        List<String> forms = new ArrayList<>();
        topic.flags().forEach(flag -> forms.addAll(flag.forms()));
        forms.addAll(HELP);
        return Shells.branch(topic.name(), forms);
    }

    private static String arguments(Topic topic) {
        StringBuilder branches = new StringBuilder();
        for (Topic.Flag flag : topic.flags()) {
            if (flag.takesArgument()) {
                List<String> patterns =
                        flag.forms().stream()
                                .map(form -> Shells.quoted(topic.name() + " " + form))
                                .toList();
                branches.append(
                        Shells.branch(
                                String.join(" | ", patterns), Candidates.of(flag.argument())));
            }
        }
        return branches.toString();
    }

    private static String words(Topic topic) {
        StringBuilder branches = new StringBuilder();
        int position = 0;
        for (Usage.Word word : Usage.of(topic).words()) {
            position++;
            String pattern =
                    word.repeated()
                            ? Shells.quoted(topic.name() + " ") + "*"
                            : Shells.quoted(topic.name() + " " + position);
            branches.append(Shells.branch(pattern, Candidates.of(word.text())));
        }
        return branches.toString();
    }
}
