package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.process.ProcessIdentity;
import io.ottugi.supervisor.process.WorkerRecord;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Stops the worker, then the supervisor. */
final class DownCommand implements Command {
    private static final Duration LONG = Duration.ofSeconds(12);
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

    @Override
    public String name() {
        return "down";
    }

    @Override
    public String usage() {
        return "[-n NAME] [--keep-workers]";
    }

    @Override
    public String summary() {
        return "stop the worker, then the supervisor";
    }

    @Override
    public String description() {
        return """
        Returns when all is gone. The worker gets its stop signal; what is left of it after the
        stop timeout gets KILL. With --keep-workers the worker goes on unsupervised, and the next
        'up' under this name takes it over.""";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(
                        Option.builder()
                                .longOpt("keep-workers")
                                .desc("leave the worker running")
                                .get());
    }

    @Override
    public boolean takesWords() {
        return false;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context) {
        Supervisors supervisors = Supervisors.of(context);
        Places.Instance instance = supervisors.choose(CommonOptions.name(line));
        Optional<ProcessIdentity> supervisor = InstanceLock.holder(instance);
        if (supervisor.isEmpty()) {
            return notUp(instance, context);
        }
        boolean keep = line.hasOption("keep-workers");
        JsonObject request = new JsonObject();
        request.addProperty("version", 1);
        request.addProperty("request", "down");
        request.addProperty("keep_workers", keep);
        Thread patience = sayingThatItTakesLong(instance, context);
        supervisors.ask(instance, request, AS_LONG_AS_IT_TAKES);
        patience.interrupt();
        Supervisors.awaitEnd(supervisor.get());
        context.out()
                .println(
                        instance.name()
                                + " is down"
                                + (keep ? "; its worker goes on: " + pids(instance) : ""));
        return ExitCode.OK;
    }

    private static Thread sayingThatItTakesLong(Places.Instance instance, Context context) {
        Thread thread =
                new Thread(
                        () -> {
                            LockSupport.parkNanos(LONG.toNanos());
                            if (!Thread.interrupted()) {
                                context.err()
                                        .println(
                                                "ottugi: still waiting for "
                                                        + instance.name()
                                                        + "; leaving with ^C changes nothing, it"
                                                        + " goes on stopping");
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static ExitCode notUp(Places.Instance instance, Context context) {
        List<WorkerRecord> living = Supervisors.living(instance);
        if (!living.isEmpty()) {
            throw new Failure(
                    ExitCode.DOWN,
                    "no supervisor is up under '"
                            + instance.name()
                            + "', but its worker goes on ("
                            + pids(instance)
                            + "); 'ottugi up' with that name takes it over, then 'down' stops it");
        }
        if (!Files.isDirectory(instance.state())) {
            throw new Failure(
                    ExitCode.NO_SUPERVISOR, "there is no supervisor '" + instance.name() + "'");
        }
        context.out().println(instance.name() + " is down already");
        return ExitCode.OK;
    }

    private static String pids(Places.Instance instance) {
        return String.join(
                ", ",
                Supervisors.living(instance).stream()
                        .map(record -> "pid " + record.identity().pid())
                        .toList());
    }
}
