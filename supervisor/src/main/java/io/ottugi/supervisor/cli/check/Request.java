package io.ottugi.supervisor.cli.check;

import io.ottugi.supervisor.assembly.Remnants;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.LastPlan;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.base.Unsupervised;
import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.toml.BadFile;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.launch.StartCheck;
import io.ottugi.supervisor.process.launch.StartCheck.Hindrance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/**
 * What {@code up} and {@code run} are asked for, read and checked on the operator's terminal.
 *
 * @param notes what the operator should know of how it was understood
 * @param hindrances why not all of it can be started on this machine now
 */
public record Request(
        Plan plan, Places.Instance places, List<String> notes, Hindrances hindrances) {

    /**
     * Reasons why not all workers can be started on this machine now.
     *
     * @param lines a sentence for each reason; none if all can be started
     */
    public record Hindrances(ExitCode code, List<String> lines) {
        static final Hindrances NONE = new Hindrances(ExitCode.OK, List.of());

        /** The file is wrong, and the configuration of an earlier supervisor is used instead. */
        public static final Hindrances WRONG_FILE = new Hindrances(ExitCode.CONFIG, List.of());

        private Failure refusal() {
            String all = String.join("\n", lines);
            return new Failure(
                    code,
                    lines.size() == 1
                            ? "cannot start: " + all
                            : "cannot start, nothing was started:\n" + all);
        }
    }

    public static Request parse(
            Command command, CommandLine line, List<String> words, Context context) {
        Optional<InstanceName> name = CommonOptions.name(line);
        String[] settings = line.getOptionValues("s");
        Settled given = new Settled(name, settings == null ? List.of() : List.of(settings));
        if (!words.isEmpty()) {
            if (line.hasOption("c")) {
                throw command.usageError("a file and a program are given; give one of them");
            }
            return ofWords(command, given, words, context);
        }
        Optional<Places.Instance> named = name.map(context.places()::of);
        Optional<String> file = PlanSource.file(line, context);
        if (named.isPresent() && !line.hasOption("c") && isElsewhere(named.get(), file, context)) {
            return ofBefore(command, line, named.get(), given, context);
        }
        if (file.isPresent()) {
            Request request = ofFileOrBefore(file.get(), line, name, context);
            new DoubleStart(context).refuse(request.plan(), name);
            return request;
        }
        throw command.usageError(
                "there is no program to keep standing; give one after --, or a file with -c"
                        + named.map(one -> "; nothing was ever up under '" + one.name() + "'")
                                .orElse(""));
    }

    /** What is said on the command line beside the program or file. */
    private record Settled(Optional<InstanceName> name, List<String> settings) {}

    /**
     * Whether a name is that of something else than the file in this directory, if there is one.
     */
    private static boolean isElsewhere(
            Places.Instance named, Optional<String> file, Context context) {
        if (file.isEmpty()) {
            return LastPlan.of(named).isPresent();
        }
        Path here = context.directory().resolve(file.get()).normalize();
        return InstanceLock.holder(named).isEmpty()
                && !Unsupervised.living(named).isEmpty()
                && LastPlan.of(named).isPresent()
                && LastPlan.file(named).filter(other -> Supervisors.isSame(here, other)).isEmpty();
    }

    /** What was last up under a name: its file as that is now, or its program. */
    private static Request ofBefore(
            Command command,
            CommandLine line,
            Places.Instance named,
            Settled given,
            Context context) {
        Optional<Path> file = LastPlan.file(named);
        if (file.isPresent()) {
            return ofFileOrBefore(file.get().toString(), line, Optional.of(named.name()), context);
        }
        Definition before = LastPlan.of(named).orElseThrow().workers().get(0);
        // As at boot: its words were made absolute then, and are not looked at again.
        List<String> settings =
                new ArrayList<>(before.settings().orElse(Key.DIRECTORY, "/").assignments());
        settings.addAll(given.settings());
        return ofWords(
                command,
                new Settled(Optional.of(named.name()), settings),
                before.command(),
                context);
    }

    /**
     * Reads a file; one that is wrong does not keep what an earlier supervisor left running from
     * being taken over, with the configuration that this supervisor had.
     */
    private static Request ofFileOrBefore(
            String file, CommandLine line, Optional<InstanceName> name, Context context) {
        try {
            return ofFile(file, line, name, context);
        } catch (Failure wrong) {
            Path path = context.directory().resolve(file).normalize();
            return Supervisors.of(context).orphaned().stream()
                    .filter(one -> name.isEmpty() || name.get().equals(one.name()))
                    .filter(one -> LastPlan.file(one).filter(path::equals).isPresent())
                    .flatMap(one -> before(one, wrong).stream())
                    .findFirst()
                    .orElseThrow(() -> wrong);
        }
    }

    private static Optional<Request> before(Places.Instance instance, Failure wrong) {
        if (InstanceLock.holder(instance).isPresent()) {
            return Optional.empty();
        }
        List<String> notes =
                List.of(
                        String.valueOf(wrong.getMessage()),
                        "workers of '%1$s' run, so it goes on with the configuration of before; mend the file, then: ottugi reload -n %1$s"
                                .formatted(instance.name()));
        return LastPlan.of(instance)
                .map(plan -> new Request(plan, instance, notes, Hindrances.WRONG_FILE));
    }

    /**
     * @param file as the operator wrote it
     * @param name of the supervisor, if it was given
     */
    public static Request ofFile(
            String file, CommandLine line, Optional<InstanceName> name, Context context) {
        try {
            PlanSource.Found found = PlanSource.of(line, context).find(file, name);
            List<FileCheck.Problem> problems = new FileCheck(found, context).problems();
            if (problems.stream().anyMatch(FileCheck.Problem::mistake)) {
                throw FileCheck.hindrances(problems).refusal();
            }
            Plan plan = found.plan();
            return new Request(
                    plan,
                    context.places().of(plan.name()),
                    found.notes(),
                    FileCheck.hindrances(problems));
        } catch (BadFile e) {
            throw new Failure(ExitCode.CONFIG, String.valueOf(e.getMessage()));
        }
    }

    private static Request ofWords(
            Command command, Settled given, List<String> words, Context context) {
        for (String word : words) {
            if (word.indexOf('\uFFFD') >= 0) {
                throw command.usageError("the word '" + word + "' is not UTF-8; give it in UTF-8");
            }
        }
        try {
            InstanceName name = given.name().orElse(InstanceName.DEFAULT);
            Settings settings = Settings.parse(given.settings(), context.directory());
            RelativePaths paths =
                    RelativePaths.resolve(words, context.directory(), settings.has(Key.DIRECTORY));
            Plan plan = Plan.single(name, settings, paths.words());
            return new Request(
                    plan, context.places().of(name), paths.notes(), hindrances(plan, context));
        } catch (BadSetting e) {
            throw command.usageError(String.valueOf(e.getMessage()));
        }
    }

    private static Hindrances hindrances(Plan plan, Context context) throws BadSetting {
        StartCheck check = new StartCheck(context.environment(), Posix::load);
        for (WorkerSpec spec : plan.specs()) {
            for (Hindrance hindrance : check.of(spec)) {
                return new Hindrances(exitCode(hindrance), List.of(hindrance.message()));
            }
        }
        return Hindrances.NONE;
    }

    /** Refuses what cannot be started wholly. */
    public Request wholly() {
        if (!hindrances.lines().isEmpty()) {
            throw hindrances.refusal();
        }
        return this;
    }

    /** The same, but what an earlier supervisor left running is never left alone for it. */
    public Request whollyUnlessItRuns() {
        return hindrances.lines().isEmpty() || runs() ? this : wholly();
    }

    private boolean runs() {
        return !Unsupervised.living(places).isEmpty() || Remnants.look(places).isAnyOf(specs());
    }

    private List<WorkerSpec> specs() {
        try {
            return plan.specs();
        } catch (BadSetting e) {
            return List.of();
        }
    }

    private static ExitCode exitCode(Hindrance hindrance) {
        boolean ofDirectory = hindrance.key().equals(Key.DIRECTORY.label());
        return hindrance.isOfCommand() || ofDirectory ? ExitCode.CANNOT_RUN : ExitCode.CONFIG;
    }

    /** With the workers' output in their own files, unless they were given some. */
    public Request logging() {
        return new Request(plan.logging(places.logs()), places, notes, hindrances);
    }
}
