package io.ottugi.supervisor.cli.check;

import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.LastPlan;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.base.Unsupervised;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.ShellQuoting;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Refuses to start a second set of a file's workers, and says with which command one goes on. */
record DoubleStart(Context context) {
    /**
     * @param given the supervisor's name, if the command line has it
     * @throws Failure if a supervisor is up under the plan's name, or, unless a name was given, if
     *     the file is that of another supervisor that is up or whose workers are
     */
    void refuse(Plan plan, Optional<InstanceName> given) {
        Path file = plan.file().orElseThrow();
        Places.Instance same = context.places().of(plan.name());
        Optional<ProcessIdentity> holder = InstanceLock.holder(same);
        if (holder.isPresent()) {
            throw up(same, holder.get(), file);
        }
        if (given.isPresent()) {
            return;
        }
        Supervisors supervisors = Supervisors.of(context);
        for (Places.Instance other : supervisors.withFile(file)) {
            boolean itself = other.name().equals(plan.name());
            Optional<ProcessIdentity> living = InstanceLock.holder(other);
            if (!itself && (living.isPresent() || !Unsupervised.living(other).isEmpty())) {
                throw another(other, living, file, plan.name());
            }
        }
    }

    private static Failure up(Places.Instance instance, ProcessIdentity holder, Path file) {
        String name = instance.name().value();
        Optional<Path> before = LastPlan.file(instance);
        boolean same = before.filter(other -> other.equals(file)).isPresent();
        String with = before.map(Path::toString).orElse("a program and no file");
        String what =
                same
                        ? "; for what has changed in its file: ottugi reload -n " + name
                        : ", with %s; to go on with %s: ottugi reload -n %s -c %s"
                                .formatted(
                                        with,
                                        file,
                                        name,
                                        ShellQuoting.words(List.of(file.toString())));
        return new Failure(
                ExitCode.TEMPORARY,
                "'%s' is up already (pid %d)%s; to stop it: ottugi down -n %s; for a second one give it another name with -n"
                        .formatted(name, holder.pid(), what, name));
    }

    private static Failure another(
            Places.Instance other, Optional<ProcessIdentity> living, Path file, InstanceName name) {
        String state =
                living.map(holder -> "is up (pid " + holder.pid() + ")")
                        .orElse("was killed and has left its workers running");
        String command =
                living.isPresent()
                        ? "ottugi reload -n " + other.name()
                        : "ottugi up -n "
                                + other.name()
                                + " -c "
                                + ShellQuoting.words(List.of(file.toString()));
        return new Failure(
                ExitCode.TEMPORARY,
                "%s is the file of '%s', which %s; to go on with that: %s; to run its workers a second time give a name, such as -n %s"
                        .formatted(file, other.name(), state, command, name));
    }
}
