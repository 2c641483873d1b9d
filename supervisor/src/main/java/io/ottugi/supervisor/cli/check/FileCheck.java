package io.ottugi.supervisor.cli.check;

import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.config.Conflict;
import io.ottugi.supervisor.config.PlanCheck;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.toml.ConfigFile;
import io.ottugi.supervisor.config.toml.Origin;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.launch.StartCheck;
import io.ottugi.supervisor.process.launch.StartCheck.Hindrance;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What this machine cannot do of what a file, which is right in itself, asks for. */
final class FileCheck {
    private final PlanSource.Found found;
    private final Context context;

    /**
     * One thing that would keep a worker from starting.
     *
     * @param mistake whether the file itself is wrong; what the machine lacks may come later
     * @param place the same as {@code origin}, such as {@code ottugi.toml:3:5}
     */
    record Problem(
            boolean mistake,
            ExitCode code,
            Origin origin,
            String place,
            String worker,
            String key,
            String message) {
        String line() {
            return place + ": worker." + worker + ": " + message;
        }
    }

    FileCheck(PlanSource.Found found, Context context) {
        this.found = found;
        this.context = context;
    }

    /** In the order of the file; what several instances share is told once. */
    List<Problem> problems() {
        return all().stream()
                .sorted(Comparator.comparing(Problem::origin, Origin.BY_PLACE))
                .toList();
    }

    private Set<Problem> all() {
        Places.Instance places = context.places().of(found.plan().name());
        StartCheck check = new StartCheck(context.environment(), Posix::load);
        Set<Problem> problems = new LinkedHashSet<>();
        try {
            for (Conflict conflict : PlanCheck.of(found.plan().logging(places.logs()))) {
                problems.add(
                        problem(
                                true,
                                ExitCode.CONFIG,
                                conflict.worker(),
                                conflict.key(),
                                conflict.message()));
            }
            for (WorkerSpec spec : found.plan().specs()) {
                for (Hindrance hindrance : check.of(spec)) {
                    problems.add(of(spec, hindrance));
                }
            }
        } catch (BadSetting e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
        return problems;
    }

    private Problem of(WorkerSpec spec, Hindrance hindrance) {
        ExitCode code = hindrance.isOfCommand() ? ExitCode.CANNOT_RUN : ExitCode.CONFIG;
        String clean = hindrance.message().replaceAll("\\p{Cntrl}", "?");
        return problem(false, code, spec.id().worker(), hindrance.key(), clean);
    }

    private Problem problem(
            boolean mistake, ExitCode code, String worker, String key, String message) {
        ConfigFile file = found.file();
        Origin origin = file.origin(worker, key);
        return new Problem(mistake, code, origin, origin.in(file.shown()), worker, key, message);
    }

    /** All problems together; with {@link ExitCode#CANNOT_RUN} if all are of commands. */
    static Request.Hindrances hindrances(List<Problem> problems) {
        boolean onlyCommands = problems.stream().allMatch(p -> p.code() == ExitCode.CANNOT_RUN);
        return new Request.Hindrances(
                onlyCommands ? ExitCode.CANNOT_RUN : ExitCode.CONFIG,
                problems.stream().map(Problem::line).toList());
    }
}
