package io.ottugi.it.harness;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A user that limits apply to. Root gets a user id that nothing else on the machine runs under, so
 * that process limits count only the test's own; everybody else stays who they are.
 */
public record OrdinaryUser(long id) {
    /** Whoever runs the tests, root or not. */
    public static final OrdinaryUser NOBODY_ELSE = new OrdinaryUser(-1);

    private static final long FIRST = 2_000_000_000L;

    /** Skips where such a user could not run the distribution, below a private home for example. */
    public static OrdinaryUser forTesting(Sandbox sandbox) {
        boolean root = Libc.C.geteuid() == 0;
        long id = root ? FIRST + ThreadLocalRandom.current().nextLong(100_000_000) : -1;
        OrdinaryUser user = new OrdinaryUser(id);
        Result probe = sandbox.ottugi("version").through(user.prefix()).run();
        Skip.unless(
                probe.exit() == 0,
                "an ordinary user cannot run the program: " + probe.err().trim());
        return user;
    }

    /** What runs a command as this user. */
    public List<String> prefix() {
        return id < 0
                ? List.of()
                : List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--");
    }

    String owner() {
        return id < 0 ? "+" + Libc.C.geteuid() : "+" + id + ":+" + id;
    }
}
