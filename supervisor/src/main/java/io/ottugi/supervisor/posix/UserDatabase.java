package io.ottugi.supervisor.posix;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jnr.posix.Group;
import jnr.posix.Passwd;
import org.jspecify.annotations.Nullable;

/** Users and groups, of which C has the ids unsigned in 32 bits and Java has none. */
final class UserDatabase {
    private static final int FIRST_GUESS = 64;

    private UserDatabase() {}

    static Optional<Account> account(@Nullable Passwd entry) {
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

    static OptionalLong group(@Nullable Group entry) {
        return entry == null ? OptionalLong.empty() : OptionalLong.of(unsigned(entry.getGID()));
    }

    static List<Long> groups(Libc libc, String user, long group) {
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
