package io.ottugi.supervisor.posix;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import jnr.posix.Group;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups, of which C has the ids unsigned in 32 bits and Java has none.
 *
 * <p>getpwnam(3), getpwuid(3) and getgrnam(3) answer in memory that the next call of any thread
 * overwrites. So all of them, and the reading of their answers, are done under one lock of the
 * process.
 */
final class UserDatabase {
    private static final int FIRST_GUESS = 64;

    private static final ReentrantLock LOCK = new ReentrantLock();

    private UserDatabase() {}

    /**
     * @param call one of the calls that answer with an entry of the user database
     */
    static Optional<Account> account(Supplier<@Nullable Passwd> call) {
        return alone(() -> account(call.get()));
    }

    /**
     * @param call one of the calls that answer with an entry of the group database
     */
    static OptionalLong group(Supplier<@Nullable Group> call) {
        return alone(() -> group(call.get()));
    }

    private static <T> T alone(Supplier<T> call) {
        LOCK.lock();
        try {
            return call.get();
        } finally {
            LOCK.unlock();
        }
    }

    private static Optional<Account> account(@Nullable Passwd entry) {
        return Optional.ofNullable(entry)
                .map(
                        found ->
                                new Account(
                                        text(found.getLoginName()),
                                        unsigned(found.getUID()),
                                        unsigned(found.getGID()),
                                        text(found.getHome()),
                                        text(found.getShell())));
    }

    private static OptionalLong group(@Nullable Group entry) {
        return entry == null ? OptionalLong.empty() : OptionalLong.of(unsigned(entry.getGID()));
    }

    static List<Long> groups(Libc libc, String user, long group) {
        return alone(() -> lookUpGroups(libc, user, group));
    }

    private static List<Long> lookUpGroups(Libc libc, String user, long group) {
        int[] count = {FIRST_GUESS};
        int[] found = new int[FIRST_GUESS];
        while (libc.getgrouplist(user, (int) group, found, count) < 0) {
            // The second guess is the kernel's word; a third is for groups that were added since.
            count[0] = Math.max(count[0], found.length + 1);
            found = new int[count[0]];
        }
        return Arrays.stream(found, 0, count[0]).mapToObj(UserDatabase::unsigned).toList();
    }

    private static long unsigned(long id) {
        return id & 0xffff_ffffL;
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
