package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.config.Execution.Privileges;
import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.posix.FakePosix;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Users and groups by name and by number. */
class AccountsTest {
    private static final Account KIM = new Account("kim", 1000, 1001, "/home/kim", "/bin/sh");

    private final FakePosix posix =
            new FakePosix()
                    .answer("account", key -> find(key[0]))
                    .answer("group", name -> group(name[0]))
                    .answer("groups", user -> List.of((Long) user[1], 27L));

    @Test
    void nobodyWantedIsOurselves() throws StartFailed {
        assertEquals(Optional.empty(), find(null, null));
    }

    @Test
    void aUserComesWithItsGroups() throws StartFailed {
        RunAs kim = new RunAs(KIM, 1000, 1001, List.of(1001L, 27L));
        assertEquals(Optional.of(kim), find("kim", null));
        assertEquals(Optional.of(kim), find("1000", null));
    }

    @Test
    void aGroupStandsInForTheUsersOwn() throws StartFailed {
        RunAs kim = find("kim", "staff").orElseThrow();
        assertEquals(50, kim.group());
        assertEquals(List.of(50L, 27L), kim.groups());
        assertEquals(51, find("kim", "51").orElseThrow().group());
    }

    @Test
    void aGroupAloneKeepsTheUser() throws StartFailed {
        RunAs we = find(null, "staff").orElseThrow();
        assertEquals(50, we.group());
        assertEquals(Optional.empty(), Optional.ofNullable(we.account()));
    }

    @Test
    void aNumberWithoutAccountNeedsItsGroup() throws StartFailed {
        assertEquals(4000, find("4000", "staff").orElseThrow().user());
        assertEquals(
                "user 4000 has no account on this machine; set its group too",
                refusal("4000", null));
    }

    @Test
    void unknownNamesAreRefused() {
        assertEquals("there is no user 'lee' on this machine", refusal("lee", "staff"));
        assertEquals("there is no group 'club' on this machine", refusal("kim", "club"));
        assertEquals(
                "there is no group '4294967295' on this machine", refusal("kim", "4294967295"));
    }

    private String refusal(@Nullable String user, @Nullable String group) {
        return assertThrows(StartFailed.class, () -> find(user, group)).why().detail();
    }

    private Optional<RunAs> find(@Nullable String user, @Nullable String group) throws StartFailed {
        return new Accounts(posix.posix()).find(new Privileges(user, group, null, Map.of()));
    }

    private static Optional<Account> find(Object key) {
        return key.equals("kim") || key.equals(1000L) ? Optional.of(KIM) : Optional.empty();
    }

    private static OptionalLong group(Object name) {
        return name.equals("staff") ? OptionalLong.of(50) : OptionalLong.empty();
    }
}
