package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.failure.ExitCode;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Completion for interactive shells. */
final class CompletionCommand implements Command {
    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String usage() {
        return "bash|zsh";
    }

    @Override
    public String summary() {
        return "print a script that completes commands, options, names and settings";
    }

    @Override
    public String description() {
        return """
        'make install' puts both scripts where the shells look. Otherwise, for bash:
        source <(ottugi completion bash) in ~/.bashrc. For zsh: source <(ottugi completion zsh) in
        ~/.zshrc, behind compinit.""";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public boolean takesWords() {
        return true;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        String script =
                switch (words.size() == 1 ? words.get(0) : "") {
                    case "bash" -> Topics.documents().bash();
                    case "zsh" -> Topics.documents().zsh();
                    default -> throw usageError("say bash or zsh");
                };
        context.out().print(script);
        return ExitCode.OK;
    }
}
