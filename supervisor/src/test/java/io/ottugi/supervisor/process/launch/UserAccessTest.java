package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.posix.FakePosix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What modes say of another user's rights. */
class UserAccessTest {
    private static final long NOBODY_HERE = 1_999_999_999;

    @TempDir Path directory;
    private Path place;
    private Path program;
    private boolean accessList;

    @BeforeEach
    void makeProgram() throws IOException {
        place = Files.createDirectory(directory.toRealPath().resolve("place"));
        program = Files.createFile(place.resolve("app"));
        mode(directory, "rwxr-xr-x");
        mode(place, "rwxr-xr-x");
        mode(program, "rwxr-xr-x");
    }

    @Test
    void whatIsOpenToAllIsRun() throws IOException {
        assertEquals("", stranger(NOBODY_HERE));
    }

    @Test
    void bitsOfOthersCountForAStranger() throws IOException {
        mode(program, "rwxr-x---");
        assertEquals(" by user kim", stranger(NOBODY_HERE));
        assertEquals("", stranger(group(program)));
    }

    @Test
    void theFirstTripleThatFitsCountsAlone() throws IOException {
        if (owner(program) == 0) {
            Files.setAttribute(program, "unix:uid", (int) NOBODY_HERE);
        }
        mode(program, "rw-r-xr-x");
        assertEquals(" by user kim", refusal(owner(program), NOBODY_HERE));
        mode(program, "rwxr--r-x");
        assertEquals(" by user kim", refusal(NOBODY_HERE - 1, group(program)));
    }

    @Test
    void everyDirectoryOnTheWayMustBeOpen() throws IOException {
        mode(place, "rwx------");
        assertEquals(" by user kim, who may not enter " + place, stranger(NOBODY_HERE));
        Path link = Files.createSymbolicLink(directory.toRealPath().resolve("link"), program);
        assertEquals(
                Optional.of(" by user kim, who may not enter " + place),
                access(NOBODY_HERE, NOBODY_HERE).refusesExecuting(link));
        assertEquals(
                Optional.of(" to user kim, who may not enter " + place),
                access(NOBODY_HERE, NOBODY_HERE).refusesEntering(place));
    }

    @Test
    void rootEntersAll() throws IOException {
        mode(place, "rwx------");
        assertEquals("", refusal(0, 0));
    }

    @Test
    void withAnAccessListTheKernelHasTheLastWord() throws IOException {
        mode(program, "rwxr-x---");
        accessList = true;
        assertEquals("", stranger(NOBODY_HERE));
    }

    private String stranger(long group) {
        return refusal(NOBODY_HERE, group);
    }

    private String refusal(long user, long group) {
        return access(user, group).refusesExecuting(program).orElse("");
    }

    private UserAccess access(long user, long group) {
        Account kim = new Account("kim", user, NOBODY_HERE, "", "");
        FakePosix posix = new FakePosix().answer("hasAccessList", path -> accessList);
        return new UserAccess(posix.posix(), new RunAs(kim, user, NOBODY_HERE, List.of(group)));
    }

    private static long owner(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }

    private static long group(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:gid");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
