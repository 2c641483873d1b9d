package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.User;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.process.launch.StartStep;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A supervisor of one worker, in a process of its own, that kills itself at a step of a start, or
 * to which an error is thrown there.
 */
public final class KilledSupervisorMain {
    static final String THROW = "throw:";

    private static final int KILL = 9;

    private KilledSupervisorMain() {}

    /**
     * @param words the OTTUGI_HOME, the step to be killed at, "none" or {@link #THROW} and a step,
     *     and the command
     */
    public static void main(String[] words) throws BadSetting, InterruptedException {
        Posix posix = Posix.load();
        StartStep.Listener killer =
                step -> {
                    if (step.name().equals(words[1])) {
                        posix.kill(ProcessHandle.current().pid(), KILL);
                    }
                };
        StartStep.Listener steps = words[1].startsWith(THROW) ? new Thrower(words[1]) : killer;
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("OTTUGI_HOME", words[0]);
        InstanceName name = InstanceName.parse("shop");
        Places.Instance places =
                Places.of(User.current(), environment, Path.of("/").toAbsolutePath()).of(name);
        Plan plan =
                Plan.single(name, Settings.none(), List.of(words).subList(2, words.length))
                        .logging(places.logs());
        Assembly assembly = new Assembly(plan, places, environment, steps);
        try {
            System.exit(
                    assembly.run(
                            new Foreground(
                                    places,
                                    assembly.inbox(),
                                    new Foreground.Manner(false, false, true))));
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Throws at the second start and the third, and at no other. */
    private static final class Thrower implements StartStep.Listener {
        private final String word;
        private int starts;

        Thrower(String word) {
            this.word = word;
        }

        @Override
        public void reached(StartStep step) {
            starts += step == StartStep.INTENDED ? 1 : 0;
            if (word.equals(THROW + step) && (starts == 2 || starts == 3)) {
                throw new StackOverflowError("at " + step);
            }
        }
    }
}
