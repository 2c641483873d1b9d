package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.boot.Boot;
import io.ottugi.supervisor.boot.BootReport;
import io.ottugi.supervisor.boot.BootRequest;
import io.ottugi.supervisor.boot.Host;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.LastPlan;
import io.ottugi.supervisor.cli.base.Suggestion;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Starting at boot, with nobody logged in. */
final class BootCommand implements Command {
    private static final List<String> INHERITED =
            List.of("JAVA_HOME", "XDG_STATE_HOME", "PATH", "LANG", "TZ");

    @Override
    public String name() {
        return "boot";
    }

    @Override
    public String usage() {
        return "enable|disable|show [-n NAME]";
    }

    @Override
    public String summary() {
        return "start at boot, with nobody logged in";
    }

    @Override
    public String description() {
        return """
        'enable' writes a systemd unit, an OpenRC or SysV script, or a crontab line, whichever this
        machine has, that runs what was last up under the name, reading its file anew if it was one;
        what --set said over a file is not kept. It shows what it writes. 'disable'
        takes it back, 'show' tells what there is. What others wrote is never touched.""";
    }

    @Override
    public Options options() {
        return new Options().addOption(CommonOptions.name());
    }

    @Override
    public boolean takesWords() {
        return true;
    }

    @Override
    public boolean takesOptionsAnywhere() {
        return true;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        if (words.size() != 1) {
            throw usageError("say enable, disable or show, and perhaps -n NAME");
        }
        String what = words.get(0);
        Places.Instance instance = Supervisors.of(context).choose(CommonOptions.name(line));
        Boot boot = new Boot(Host.here());
        BootReport report =
                switch (what) {
                    case "enable" ->
                            boot.enable(
                                    request(instance, context)
                                            .orElseThrow(() -> unknown(instance)));
                    case "disable" -> boot.disable(instance.name().value());
                    case "show" -> boot.show(instance.name().value(), request(instance, context));
                    default ->
                            throw usageError(
                                    "say enable, disable or show"
                                            + Suggestion.of(
                                                    what, List.of("enable", "disable", "show")));
                };
        report.lines().forEach(context.out()::println);
        return what.equals("show") && !report.enabled() ? ExitCode.DOWN : ExitCode.OK;
    }

    private static Failure unknown(Places.Instance instance) {
        return new Failure(
                ExitCode.NO_SUPERVISOR,
                "nothing was ever up under '"
                        + instance.name()
                        + "'; start it once with 'ottugi up', then enable it");
    }

    private static Optional<BootRequest> request(Places.Instance instance, Context context) {
        Optional<Plan> last = LastPlan.of(instance);
        try {
            return last.isPresent() ? Optional.of(request(last.get(), context)) : Optional.empty();
        } catch (BadSetting e) {
            return Optional.empty();
        }
    }

    private static BootRequest request(Plan last, Context context) throws BadSetting {
        return new BootRequest(
                last.name().value(),
                Path.of(System.getProperty("ottugi.home", "/"), "bin", "ottugi").toString(),
                arguments(last),
                environment(context),
                "/",
                last.stopTimeout());
    }

    /** A file is read anew at each boot; what was set over it on a command line is not kept. */
    private static List<String> arguments(Plan last) {
        List<String> arguments = new ArrayList<>(List.of("-n", last.name().value()));
        if (last.file().isPresent()) {
            arguments.addAll(List.of("-c", last.file().get().toString()));
            return arguments;
        }
        Settings settings = last.workers().get(0).settings().orElse(Key.DIRECTORY, "/");
        for (String assignment : settings.assignments()) {
            arguments.addAll(List.of("--set", assignment));
        }
        arguments.add("--");
        arguments.addAll(last.workers().get(0).command());
        return arguments;
    }

    private static Map<String, String> environment(Context context) {
        Map<String, String> environment = new TreeMap<>();
        String home = context.environment().getOrDefault("OTTUGI_HOME", "");
        if (!home.isEmpty()) {
            environment.put(
                    "OTTUGI_HOME", context.directory().resolve(home).normalize().toString());
        }
        for (String name : INHERITED) {
            String value = context.environment().get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }
}
