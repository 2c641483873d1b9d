package io.ottugi.worker;

import java.util.EnumMap;
import java.util.Map;

/** Turns arguments ({@code --file PATH} or {@code --file=PATH}) into settings. Pure. */
final class CommandLine {
    private final String[] args;
    private final Map<Option, String> given = new EnumMap<>(Option.class);
    private int next;

    private CommandLine(String[] args) {
        this.args = args;
    }

    static Settings parse(String... args) throws Refusal {
        CommandLine line = new CommandLine(args);
        while (line.next < args.length) {
            line.take(args[line.next++]);
        }
        return Settings.of(line.given);
    }

    private void take(String argument) throws Refusal {
        int equals = argument.indexOf('=');
        String flag = equals < 0 ? argument : argument.substring(0, equals);
        Option option = find(flag);
        String value = equals < 0 ? following(option) : attached(option, argument, equals);
        if (given.put(option, value) != null) {
            throw usage(option.flag() + " is given twice: give it once");
        }
    }

    private static Option find(String flag) throws Refusal {
        for (Option option : Option.values()) {
            if (option.flag().equals(flag)) {
                return option;
            }
        }
        throw usage(
                flag.startsWith("-")
                        ? "unknown option '" + flag + "': see --help"
                        : "unexpected argument '" + flag + "': see --help");
    }

    private String following(Option option) throws Refusal {
        if (!option.takesValue()) {
            return "";
        }
        if (next == args.length) {
            throw usage(option.flag() + " needs a value: " + synopsis(option));
        }
        return args[next++];
    }

    private static String attached(Option option, String argument, int equals) throws Refusal {
        if (!option.takesValue()) {
            throw usage(option.flag() + " takes no value: leave '=' away");
        }
        return argument.substring(equals + 1);
    }

    private static String synopsis(Option option) {
        return option.flag() + " " + option.placeholder();
    }

    private static Refusal usage(String line) {
        return new Refusal(Refusal.USAGE, line);
    }
}
