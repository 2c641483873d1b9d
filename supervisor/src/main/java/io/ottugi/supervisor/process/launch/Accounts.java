package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.proc.OwnProcess;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks users and groups up, by name or by number, in the machine's user database.
 *
 * <p>Names are looked up at each start: a user may be added, or join a group, while we run.
 */
final class Accounts {
    private static final String NUMBER = "[0-9]{1,10}";
    private static final long HIGHEST_ID = 0xffff_fffeL;

    private final Posix posix;

    Accounts(Posix posix) {
        this.posix = posix;
    }

    /** As whom to run; empty for ourselves. */
    Optional<RunAs> find(Privileges wanted) throws StartFailed {
        String user = wanted.user();
        String group = wanted.group();
        if (user == null) {
            return group == null
                    ? Optional.empty()
                    : Optional.of(
                            new RunAs(null, OwnUser.id(), groupId(group), OwnProcess.groups()));
        }
        Account account = account(user, group);
        return Optional.of(
                new RunAs(
                        account,
                        account.uid(),
                        account.group(),
                        posix.groups(account.name(), account.group())));
    }

    /** Who we are ourselves, if we have an account. */
    Optional<Account> ours() {
        return posix.account(OwnUser.id());
    }

    /** With the group it was given instead of its own, if it was given one. */
    private Account account(String user, @Nullable String group) throws StartFailed {
        Optional<Long> number = number(user);
        Optional<Account> found = posix.account(user).or(() -> number.flatMap(posix::account));
        if (group != null && (found.isPresent() || number.isPresent())) {
            return found.orElseGet(() -> nameless(number.orElseThrow())).withGroup(groupId(group));
        }
        return found.orElseThrow(() -> unknown(user, number.isPresent()));
    }

    /** A number will do, as in containers: the kernel knows no names. */
    private static Account nameless(long id) {
        return new Account(Long.toString(id), id, id, "", "");
    }

    private static StartFailed unknown(String user, boolean isNumber) {
        return StartFailed.at(
                Stage.SETTINGS,
                isNumber
                        ? "user " + user + " has no account on this machine; set its group too"
                        : "there is no user '" + user + "' on this machine");
    }

    private long groupId(String group) throws StartFailed {
        OptionalLong id = posix.group(group);
        if (id.isPresent()) {
            return id.getAsLong();
        }
        return number(group)
                .orElseThrow(
                        () ->
                                StartFailed.at(
                                        Stage.SETTINGS,
                                        "there is no group '" + group + "' on this machine"));
    }

    /** Numbers above are no ids: the highest of all means "leave as it is" to the kernel. */
    private static Optional<Long> number(String text) {
        return text.matches(NUMBER)
                ? Optional.of(Long.valueOf(text)).filter(id -> id <= HIGHEST_ID)
                : Optional.empty();
    }
}
