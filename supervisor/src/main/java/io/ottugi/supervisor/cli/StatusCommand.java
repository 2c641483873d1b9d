package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.InstanceName;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Shows what stands and what does not. */
final class StatusCommand implements Command {
    @Override
    public String name() {
        return "status";
    }

    @Override
    public String usage() {
        return "[-n NAME] [--json]";
    }

    @Override
    public String summary() {
        return "show what stands, since when, and why it last fell";
    }

    @Override
    public String description() {
        return """
        Without a name, shows every supervisor of yours that is up. Exits with 0 if all is up, 1 if
        a worker is down, 3 if there is no supervisor. --json prints one object a supervisor and
        line.""";
    }

    @Override
    public Options options() {
        return new Options().addOption(CommonOptions.name()).addOption(CommonOptions.json());
    }

    @Override
    public boolean takesWords() {
        return false;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        Supervisors supervisors = Supervisors.of(context);
        Optional<InstanceName> name = CommonOptions.name(line);
        List<Places.Instance> up = name.isPresent() ? List.of() : supervisors.up();
        List<Places.Instance> seen = up.isEmpty() && name.isEmpty() ? supervisors.orphaned() : up;
        List<Places.Instance> shown = seen.isEmpty() ? List.of(supervisors.choose(name)) : seen;
        ExitCode worst = ExitCode.OK;
        for (Places.Instance instance : shown) {
            JsonObject status = supervisors.status(instance);
            context.out()
                    .print(
                            line.hasOption("json")
                                    ? status + "\n"
                                    : StatusView.of(status, Terminal.colours(context)));
            ExitCode code = exitCode(status);
            worst = code.code() > worst.code() ? code : worst;
        }
        return worst;
    }

    private static ExitCode exitCode(JsonObject status) {
        try {
            String state = Json.string(status.getAsJsonObject("supervisor"), "state");
            if (!state.equals("up")) {
                return ExitCode.NO_SUPERVISOR;
            }
            for (JsonObject worker : Json.objects(status, "workers")) {
                if (!Json.flag(worker, "ok")) {
                    return ExitCode.DOWN;
                }
            }
            return ExitCode.OK;
        } catch (BadJson e) {
            return ExitCode.SOFTWARE;
        }
    }
}
