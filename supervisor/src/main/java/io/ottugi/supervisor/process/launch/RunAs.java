package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.posix.Account;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As whom a worker runs, looked up at each start.
 *
 * @param account the user it was given; null when only its group differs from ours
 * @param group its group id
 * @param groups all its groups
 */
record RunAs(@Nullable Account account, long user, long group, List<Long> groups) {
    RunAs {
        groups = List.copyOf(groups);
    }

    /** For messages: such as {@code user kim}. */
    String label() {
        return account == null ? "group " + group : "user " + account.name();
    }
}
