package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Columns;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.value.Scope;
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
                + " exit-codes' list those.\n"
                + CommonOptions.NO_NAME
                + "\n";
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

    /** The settings that files and {@code --set} take. */
    static String settings() {
        return "Settings of a worker, given as --set KEY=VALUE or in a file under [worker.NAME]; defaults"
                + " in\nparentheses:\n\n"
                + settings(Scope.WORKER)
                + "\nIn a file, lists are written as [\"A\", \"B\"], keys with a dot also as tables: restart = {"
                + " max = \"5s\" }.\nrestart = \"on-failure\" is short for restart.policy, stop = \"QUIT\" for"
                + " stop.signal.\n\n"
                + "Settings of the supervisor, in a file under [supervisor]:\n\n"
                + settings(Scope.SUPERVISOR)
                + "\nOver a file, --set KEY=VALUE is for all workers, --set worker.NAME.KEY=VALUE for one,"
                + " --set\nsupervisor.KEY=VALUE for the supervisor. See 'ottugi check --verbose'.\n";
    }

    private static String settings(Scope scope) {
        List<String[]> rows = new ArrayList<>();
        for (Key key : Key.of(scope)) {
            String byDefault = key.byDefault().isEmpty() ? "" : " (" + key.byDefault() + ")";
            rows.add(new String[] {"  " + key.label(), key.placeholder(), key.help() + byDefault});
        }
        return Columns.of(rows);
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
