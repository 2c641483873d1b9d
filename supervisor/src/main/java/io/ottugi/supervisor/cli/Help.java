package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/** Help texts, all derived from the lists of commands, options, keys and exit codes. */
final class Help {
    private Help() {}

    static String overview() {
        List<String[]> rows = new ArrayList<>();
        for (Command command : Commands.all()) {
            rows.add(new String[] {"  " + command.name(), command.summary()});
        }
        return "ottugi starts a program as a daemon and keeps it standing.\n\n"
                + "Usage: ottugi COMMAND [OPTION]… [-- PROGRAM ARGUMENT…]\n\n"
                + Columns.of(rows)
                + "\n'ottugi help COMMAND' tells more of each; 'ottugi help settings' and 'ottugi help"
                + " exit-codes' list those.\n";
    }

    static String of(Command command) {
        List<String[]> rows = new ArrayList<>();
        for (Option option : command.options().getOptions()) {
            rows.add(new String[] {"  " + flags(option), option.getDescription()});
        }
        rows.add(new String[] {"  -h, --help", "this text"});
        return "Usage: ottugi "
                + (command.name() + " " + command.usage()).trim()
                + "\n\n"
                + command.description()
                + "\n\n"
                + Columns.of(rows);
    }

    /** The settings that {@code --set} takes. */
    static String settings() {
        List<String[]> rows = new ArrayList<>();
        for (Key key : Key.values()) {
            String byDefault = key.byDefault().isEmpty() ? "" : " (" + key.byDefault() + ")";
            rows.add(new String[] {"  " + key.label(), key.placeholder(), key.help() + byDefault});
        }
        return "Settings, given as --set KEY=VALUE; defaults in parentheses:\n\n"
                + Columns.of(rows);
    }

    static String exitCodes() {
        List<String[]> rows = new ArrayList<>();
        for (ExitCode code : ExitCode.values()) {
            rows.add(new String[] {"  " + code.code(), code.meaning()});
        }
        return "Exit codes, after sysexits.h and the LSB:\n\n" + Columns.of(rows);
    }

    private static String flags(Option option) {
        String shortOne = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
        String argument = option.hasArg() ? " " + option.getArgName() : "";
        return shortOne + "--" + option.getLongOpt() + argument;
    }
}
