package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Program;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker finds in its environment: the operator's, a clean one, and files read anew. */
class EnvironmentIT {
    private static final Set<String> MARKS =
            Set.of(
                    "OTTUGI_NAME",
                    "OTTUGI_WORKER",
                    "OTTUGI_INSTANCE",
                    "OTTUGI_GENERATION",
                    "OTTUGI_WORKER_ID");

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    @Test
    void cleanHasOnlyWhatAnyProgramNeeds() {
        shop.does("up", Workers.with(Workers.SLEEP, "inherit_environment=false"))
                .env("SECRET", "s3cret")
                .env("TZ", "UTC")
                .run()
                .expect(0);
        Map<String, String> environment = environment();
        Set<String> others = new TreeSet<>(environment.keySet());
        others.removeAll(MARKS);
        // USER, LOGNAME and SHELL are the account's, which not every user id has.
        others.removeAll(Set.of("USER", "LOGNAME", "SHELL"));
        assertEquals(Set.of("HOME", "LANG", "PATH", "TZ"), others);
        assertEquals(sandbox.work().toString(), environment.get("HOME"));
        assertEquals("1", environment.get("OTTUGI_INSTANCE"));
        shop.down().expect(0);
    }

    /** A shell drops the variables that it could not hold itself; the launcher is one. */
    @Test
    void anyNameArrives() {
        Map<String, String> odd =
                Map.of(
                        "solon.port", "1",
                        "A-B", "it's two\nlines ",
                        "-x", "$(id) `id` \\ \"",
                        "1A", "오뚝이",
                        "오뚝 이", "",
                        "BASH_FUNC_f%%", "() {  :\n}");
        Path file = sandbox.write("web.env", "file.name=3\nexport file-name='4'\n");
        Program up =
                shop.does(
                        "up",
                        Workers.with(
                                Workers.SLEEP,
                                "environment.set.name=5",
                                "environment_file=" + file));
        odd.forEach(up::env);
        up.run().expect(0);
        Map<String, String> wanted = new TreeMap<>(odd);
        wanted.putAll(Map.of("file.name", "3", "file-name", "4", "set.name", "5"));
        assertEquals(wanted, only(wanted.keySet()));
        shop.fell(Sig.KILL);
        assertEquals(wanted, only(wanted.keySet()));
    }

    private Map<String, String> only(Set<String> names) {
        Map<String, String> some = new TreeMap<>(environment());
        some.keySet().retainAll(names);
        return some;
    }

    @Test
    void aFileIsReadAtEachStartAndVariablesWin() throws IOException {
        Path file = sandbox.write("web.env", "A=1\nB='one two'\nHOME=/srv\nC=file\n");
        shop.up(Workers.with(Workers.SLEEP, "environment_file=" + file, "environment.C=set"));
        assertEquals("1", environment().get("A"));
        assertEquals("one two", environment().get("B"));
        assertEquals("/srv", environment().get("HOME"));
        assertEquals("set", environment().get("C"));
        Files.writeString(file, "A=2\n");
        shop.fell(Sig.KILL);
        assertEquals("2", environment().get("A"));
        assertFalse(environment().containsKey("B"), "what is gone from the file is gone");
    }

    @Test
    void aBadFileIsToldWithItsLineAndMended() throws IOException {
        Path file = sandbox.write("web.env", "A=1\nB two\n");
        String[] up =
                Workers.with(
                        Workers.SLEEP,
                        "environment_file=" + file,
                        "restart.initial=20ms",
                        "restart.max=200ms");
        shop.does("up", up).run().expect(78).complains(file + ":2: expected VAR=TEXT");
        sandbox.assertNothingRuns();
        Files.writeString(file, "A=1\n");
        Status before = shop.up(up);
        Files.delete(file);
        Sig.KILL.to(before.workerPid());
        shop.awaitEvent("could-not-start", 1);
        Status fallen = shop.awaitStatus("BACKOFF", s -> s.in("BACKOFF"));
        assertEquals(
                "could not start: environment file " + file + ": no such file or directory",
                fallen.lastFall().cause());
        Files.writeString(file, "A=3\n");
        shop.awaitRunningAfter(before.worker().generation());
        assertEquals("3", environment().get("A"));
    }

    @Test
    void theCommandIsLookedForInTheWorkersOwnPath() throws IOException {
        Path bin = sandbox.directory("bin");
        Path tool = sandbox.script("bin/own-tool", "exec sleep 1000");
        Path file = sandbox.write("web.env", "PATH=" + bin + ":/usr/bin:/bin\n");
        Status status =
                shop.up(Workers.with(new String[] {"--", "own-tool"}, "environment_file=" + file));
        String path = new Proc(status.workerPid()).environment().getOrDefault("PATH", "");
        assertTrue(path.startsWith(bin.toString()), path);
        Sig.KILL.to(status.workerPid());
        shop.awaitRunningAfter(status.worker().generation());
        assertTrue(Files.exists(tool));
    }

    private Map<String, String> environment() {
        return new Proc(shop.status().workerPid()).environment();
    }
}
