package io.ottugi.it.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Private mount namespaces: by right for root, through a user namespace for everybody else. */
public final class Namespaces {
    private static final String PROBE = "mount -t tmpfs none /mnt && umount /mnt";

    /** Such scripts run many commands, for each of which {@link Await#LIMIT} is enough. */
    private static final Duration LIMIT = Await.LIMIT.multipliedBy(5);

    private Namespaces() {}

    /** The prefix that runs a command in a mount namespace of its own; skips where none can be. */
    public static List<String> mount(Sandbox sandbox) {
        List<String> prefix =
                Libc.C.geteuid() == 0
                        ? List.of("unshare", "-m", "--")
                        : List.of("unshare", "-r", "-m", "--");
        Result probe = sandbox.command("sh", "-c", PROBE).through(prefix).run();
        Skip.unless(probe.exit() == 0, "no private mount namespace here: " + probe.err().trim());
        return prefix;
    }

    /** The prefix that runs a command in the mount namespace of a process. */
    public static List<String> of(long pid) {
        List<String> prefix = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid), "-m"));
        if (Libc.C.geteuid() != 0) {
            prefix.addAll(List.of("-U", "--preserve-credentials"));
        }
        prefix.add("--");
        return prefix;
    }

    /** Runs a script in a mount namespace of its own, {@code $1…} being the arguments. */
    public static Result run(Sandbox sandbox, String script, String... arguments) {
        String[] words = new String[4 + arguments.length];
        System.arraycopy(new String[] {"sh", "-euc", script, "sh"}, 0, words, 0, 4);
        System.arraycopy(arguments, 0, words, 4, arguments.length);
        return sandbox.command(words).through(mount(sandbox)).run(LIMIT);
    }
}
