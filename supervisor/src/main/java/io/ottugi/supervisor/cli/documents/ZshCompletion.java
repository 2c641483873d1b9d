package io.ottugi.supervisor.cli.documents;

import java.util.ArrayList;
import java.util.List;

/** Completion for zsh, as {@code _arguments} wants it. */
final class ZshCompletion {
    private static final String HELP = "'(- *)'{-h,--help}'[explain this command]'";
    private static final String PROGRAM = "'*:: :_normal'";

    private ZshCompletion() {}

    static String of(List<Topic> topics) {
        StringBuilder described = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (Topic topic : topics) {
            String line = topic.name() + ":" + topic.summary().replace(":", "\\:");
            described.append("        ").append(Shells.quoted(line)).append('\n');
            arguments.append(arguments(topic));
        }
        return Template.named("ottugi.zsh")
                .with("NAMES", Shells.names(topics))
                .with("DESCRIBED", described.toString())
                .with("ARGUMENTS", arguments.toString())
                .text();
    }

    private static String arguments(Topic topic) {
        Usage usage = Usage.of(topic);
        List<String> specs = new ArrayList<>(List.of(HELP));
        topic.flags().forEach(flag -> specs.add(spec(flag, usage.repeats(flag))));
        int number = 0;
        for (Usage.Word word : usage.words()) {
            number++;
            String position = word.repeated() ? "*" : Integer.toString(number);
            specs.add(Shells.quoted(position + ":" + action(word.text())));
        }
        if (usage.takesProgram()) {
            specs.add(PROGRAM);
        }
        String separator = " \\\n            ";
        return "    "
                + topic.name()
                + ")\n        _arguments -s -S"
                + separator
                + String.join(separator, specs)
                + " && ret=0\n        ;;\n";
    }

    private static String spec(Topic.Flag flag, boolean repeated) {
        List<String> forms =
                flag.forms().stream()
                        .map(form -> flag.takesArgument() ? form + taking(form) : form)
                        .toList();
        String alone = repeated ? "'*'" : "'(" + Shells.words(flag.forms()) + ")'";
        String written = forms.size() == 1 ? forms.get(0) : "{" + String.join(",", forms) + "}";
        String described = "[" + escaped(flag.description()) + "]";
        String argument = flag.takesArgument() ? ":" + action(flag.argument()) : "";
        return alone + written + Shells.quoted(described + argument);
    }

    /** Where the argument of an option stands: in the same word or the next. */
    private static String taking(String form) {
        return form.startsWith("--") ? "=" : "+";
    }

    private static String action(String placeholder) {
        List<String> candidates = Candidates.of(placeholder);
        String offer = candidates.isEmpty() ? " " : " __ottugi_offer " + Shells.words(candidates);
        return placeholder.replace("|", " or ") + ":" + offer;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
    }
}
