package io.ottugi.supervisor.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.Execution.Limit;
import io.ottugi.supervisor.config.ResourceLimit;
import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of the exec chain, and what its programs say when they fail. */
class ExecChainTest {
    private static final Account KIM = new Account("kim", 1000, 1001, "/home/kim", "/bin/sh");

    @TempDir Path bin;

    @BeforeEach
    void programs() throws IOException {
        for (String program : List.of("setsid", "nice", "prlimit", "setpriv")) {
            Files.createFile(bin.resolve(program));
            assertTrue(bin.resolve(program).toFile().setExecutable(true));
        }
    }

    @Test
    void onlySetsidWhereNothingDiffers() throws StartFailed {
        assertEquals("setsid app -x", words(Differences.NONE));
    }

    @Test
    void niceThenLimitsThenCredentials() throws StartFailed {
        RunAs kim = new RunAs(KIM, 1000, 1001, List.of(1001L, 27L));
        Limit files = new Limit(1024, Limit.UNLIMITED);
        assertEquals(
                "setsid nice -n -5 prlimit --nofile=1024:unlimited"
                        + " setpriv --reuid=1000 --regid=1001 --groups=1001,27 app -x",
                words(new Differences(-5, Map.of(ResourceLimit.NOFILE, files), kim)));
    }

    @Test
    void aGroupAloneKeepsTheOthers() throws StartFailed {
        RunAs group = new RunAs(null, 0, 27, List.of(0L));
        assertEquals(
                "setsid setpriv --regid=27 --keep-groups app -x",
                words(new Differences(0, Map.of(), group)));
    }

    @Test
    void aProgramThatIsMissingIsToldWithItsPackage() throws IOException {
        Files.delete(bin.resolve("setpriv"));
        RunAs kim = new RunAs(KIM, 1000, 1001, List.of());
        StartFailed failure =
                assertThrows(StartFailed.class, () -> words(new Differences(0, Map.of(), kim)));
        assertEquals("setpriv is not in PATH; install util-linux", failure.why().detail());
        Files.delete(bin.resolve("setsid"));
        assertFalse(ExecChain.find(new CommandResolver(bin.toString())).isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "127 | setsid: failed to execute /x: No such file | failed to execute /x: No such file",
                "126 | setpriv: failed to execute /x: Permission denied"
                        + " | failed to execute /x: Permission denied",
                "127 | /usr/bin/nice: '/x': No such file | '/x': No such file",
                "125 | /usr/bin/nice: cannot set niceness | cannot set niceness",
                "1   | prlimit: failed to set the NOFILE resource limit"
                        + " | failed to set the NOFILE resource limit",
                "1   | setsid: whatever | -",
                "7   | prlimit: whatever | -",
                "127 | sh: 1: app: not found | -",
                "127 | my setsid: oops | -",
                "126 | setsid: | -",
            })
    void messagesOfTheChain(int code, String line, String message) {
        assertEquals(Optional.ofNullable(message), ExecChain.failure(code, () -> line));
    }

    @Test
    void theLogIsNotReadForAnyOtherCode() {
        assertEquals(
                Optional.empty(),
                ExecChain.failure(
                        3,
                        () -> {
                            throw new AssertionError("read");
                        }));
    }

    @Test
    void ofACommandThatIsPartOfTheChainNothingCanBeTold() {
        ExecChain chain = ExecChain.find(new CommandResolver(bin.toString())).orElseThrow();
        long us = ProcessHandle.current().pid();
        assertTrue(chain.isOver(us, Path.of("/usr/bin/nice")));
        assertTrue(chain.isOver(us, Path.of("java")), "its image is not of the chain");
        assertFalse(chain.isOver(Integer.MAX_VALUE, Path.of("java")), "it is gone");
    }

    private String words(Differences differences) throws StartFailed {
        ExecChain chain = ExecChain.find(new CommandResolver(bin.toString())).orElseThrow();
        return String.join(" ", chain.wrap(List.of("app", "-x"), differences))
                .replace(bin + "/", "");
    }
}
