package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.config.BadSetting;
import io.ottugi.supervisor.config.InstanceName;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** Options that several commands share. */
final class CommonOptions {
    private CommonOptions() {}

    static Option name() {
        return Option.builder("n")
                .longOpt("name")
                .hasArg()
                .argName("NAME")
                .desc("which supervisor (the only one that is up; for up and run: default)")
                .get();
    }

    static Option set() {
        return Option.builder("s")
                .longOpt("set")
                .hasArg()
                .argName("KEY=VALUE")
                .desc("a setting; may be repeated; 'ottugi help settings' lists them")
                .get();
    }

    static Option json() {
        return Option.builder().longOpt("json").desc("print JSON").get();
    }

    /** The name that was given, if one was. */
    static Optional<InstanceName> name(CommandLine line) {
        String[] names = line.getOptionValues("n");
        if (names == null) {
            return Optional.empty();
        }
        if (names.length > 1) {
            throw new Failure(ExitCode.USAGE, "-n is given twice; a supervisor has one name");
        }
        return Optional.of(parse(names[0]));
    }

    static InstanceName parse(String name) {
        try {
            return InstanceName.parse(name);
        } catch (BadSetting e) {
            throw new Failure(ExitCode.USAGE, "-n: " + e.getMessage());
        }
    }
}
