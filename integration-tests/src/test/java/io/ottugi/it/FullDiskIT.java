package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Namespaces;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Skip;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk without room, of the log and of the state: told wherever an operator looks. */
class FullDiskIT {
    /** A filesystem of 1 MB that this test alone sees, full when a worker falls. */
    private static final String SCRIPT =
            """
            place=$1 program=$2 config=$4
            mkdir "$place/full"
            mount -t tmpfs -o size=1m,mode=700 none "$place/full"
            export OTTUGI_HOME=$3
            "$program" up -c "$config"
            dd if=/dev/zero of="$place/full/fill" bs=4k 2>/dev/null || true
            echo go >"$place/go"
            until "$program" status -n shop --json | grep -q '"finding":"'; do sleep 0.2; done
            echo == status; "$program" status -n shop 2>&1 || true
            echo == why; "$program" why -n shop web 2>&1 | tr -s ' \\n' ' '; echo
            echo == stop; "$program" stop -n shop db 2>&1 || true
            rm "$place/go"
            "$program" start -n shop web db || true
            echo == running; "$program" status -n shop 2>&1 || echo "code $?"
            echo == runswhy; "$program" why -n shop 2>&1 || echo "code $?"
            rm "$place/full/fill"
            echo == after; "$program" status -n shop 2>&1 || true
            "$program" down -n shop
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();

    @Test
    void ofALogIsToldInStatusAndWhy() {
        Result said = run(sandbox.root() + "/home");
        String status = part(said, "status");
        String full = "/full (none) is full: 0 bytes of 1024 KiB are free";
        assertTrue(status.contains("web: the filesystem of its log, "), said::toString);
        assertTrue(status.contains(full), said::toString);
        String why = part(said, "why");
        assertTrue(why.contains("Exited with code 1"), said::toString);
        assertTrue(why.contains("what it said last is lost"), said::toString);
        assertTrue(part(said, "runswhy").startsWith("== runswhy\nweb runs since"), said::toString);
        assertTrue(part(said, "runswhy").contains("Disk full      The filesystem of its log"));
        isNoHealth(said);
        assertTrue(!part(said, "after").contains("is full:"), said::toString);
    }

    /** Nobody is told that all is well by an exit code. */
    private static void isNoHealth(Result said) {
        assertTrue(part(said, "running").contains("2 workers: 2 RUNNING\n"), said::toString);
        assertTrue(part(said, "running").endsWith("\ncode 1"), said::toString);
        assertTrue(part(said, "runswhy").endsWith("\ncode 1"), said::toString);
    }

    @Test
    void ofTheStateIsToldInStatusInWhyAndInTheAnswerOfACommand() {
        Result said = run(sandbox.root() + "/full");
        String first = "== runswhy\nDisk full      The filesystem of the state, ";
        assertTrue(part(said, "runswhy").startsWith(first), said::toString);
        isNoHealth(said);
        assertTrue(part(said, "status").contains("the filesystem of the state, "), said::toString);
        assertTrue(part(said, "stop").contains("db is stopped"), said::toString);
        assertTrue(part(said, "stop").contains("the filesystem of the state, "), said::toString);
        assertTrue(!part(said, "after").contains("is full:"), said::toString);
    }

    private Result run(String home) {
        Skip.unlessRoot("mounting");
        Path file =
                sandbox.write(
                        "ottugi.toml",
                        """
                [supervisor]
                name = "shop"
                [worker.web]
                command = ["sh", "-c", "until [ -e ROOT/go ]; do sleep 0.1; done; echo why; exit 1"]
                log.file = "FULL/web.log"
                restart.initial = "1m"
                restart.max = "1m"
                [worker.db]
                command = ["sleep", "1000"]
                log.file = "/dev/null"
                """
                                .replace("ROOT", sandbox.root().toString())
                                .replace("FULL", sandbox.root() + "/full"));
        Result result =
                Namespaces.run(
                        sandbox,
                        SCRIPT,
                        sandbox.root().toString(),
                        sandbox.program(),
                        home,
                        file.toString());
        result.expect(0);
        return result;
    }

    private static String part(Result said, String heading) {
        String rest = said.out().substring(said.out().indexOf("== " + heading + "\n"));
        int end = rest.indexOf("\n== ");
        return end < 0 ? rest : rest.substring(0, end);
    }
}
