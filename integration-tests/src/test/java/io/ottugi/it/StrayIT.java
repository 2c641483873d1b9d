package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Proc;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import io.ottugi.it.harness.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Workers that overwrite their environment, and the cookie in it, with a title, as nginx and
 * PostgreSQL do, and that have a child in a session of its own.
 */
class StrayIT {
    private static final Path PERL = Path.of("/usr/bin/perl");

    /** {@code NAME [twice]}: with "twice" the child is an orphan as soon as it is there. */
    private static final String TITLED =
            """
            use POSIX;
            my ($file, $twice) = @ARGV;
            if (open F, "<", $file) {
                my $before = <F>;
                close F;
                # Whoever has to reap it may not have done so yet.
                my $lives = open(F, "<", "/proc/$before/stat") && <F> !~ /\\) [ZX] /;
                print STDERR $lives ? "overlaps\\n" : "follows\\n";
            }
            $0 = "titled" . " " x 100000;
            if (!fork) {
                exit 0 if $twice && fork;
                POSIX::setsid();
                $SIG{TERM} = sub { select undef, undef, undef, 0.3; exit 0 };
                open F, ">", "$file.new";
                print F $$;
                close F;
                rename "$file.new", $file;
                sleep 1 while 1;
            }
            sleep 1 while 1;
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");
    private Path perl = PERL;
    private Path program = PERL;

    @BeforeEach
    void writeProgram() throws IOException {
        Skip.unless(Files.isExecutable(PERL), "no " + PERL);
        // An image of its own, by which what is left is found: nothing else tells whose it is.
        perl = Files.copy(PERL, sandbox.work().resolve("perl"), StandardCopyOption.COPY_ATTRIBUTES);
        program = sandbox.script("titled");
        Files.writeString(program, "#!" + perl + "\n" + TITLED);
    }

    @AfterEach
    void endAll() {
        shop.down();
        Await.until(
                "nothing of it",
                () -> {
                    List<Proc> left = Proc.all().stream().filter(this::isCopy).toList();
                    left.forEach(proc -> Sig.KILL.toIfThere(proc.pid()));
                    return left.isEmpty();
                });
    }

    @Test
    void withOneOfTwoItsChildIsStopped() {
        shop.up("-c", twoWorkers(""));
        Proc first = child("first");
        Proc second = child("second");
        shop.does("stop", "first").run().expect(0);
        assertFalse(first.alive(), "the child of what was stopped");
        assertTrue(second.alive(), "the child of another worker");
        shop.down().expect(0);
        assertFalse(second.alive(), "the child of the last");
    }

    @Test
    void withOneThatWasTakenOverItsChildIsStopped() {
        String[] worker = {"--", program.toString(), file("first").toString()};
        long supervisor = shop.up(worker).supervisor().pid();
        Proc child = child("first");
        killSupervisor(supervisor);
        shop.up(worker);
        assertEquals(1, shop.events("adopted").size());
        assertTrue(child.alive());
        shop.down().expect(0);
        assertFalse(child.alive(), "the child of what was stopped");
    }

    @Test
    void aSuccessorWaitsForTheChild() {
        shop.up("-c", twoWorkers(""));
        long before = child("first").pid();
        Proc second = child("second");
        shop.does("restart", "first").run().expect(0);
        Await.until("the next child", () -> child("first").pid() != before);
        assertEquals("follows\n", log("first"));
        Sig.KILL.to(pid("first"));
        Await.until("the third start", () -> log("first").lines().count() == 2);
        assertTrue(second.alive(), "the child of another worker");
    }

    @Test
    void afterATakeOverTheChildIsKnownWhenItsParentIsKilled() {
        String[] worker = {"--", program.toString(), file("first").toString()};
        long supervisor = shop.up(worker).supervisor().pid();
        Proc child = child("first");
        killSupervisor(supervisor);
        shop.up(worker);
        shop.fell(Sig.KILL);
        Await.until("a successor", () -> !log("shop").isEmpty());
        assertEquals("follows\n", log("shop"));
        assertFalse(child.alive(), "the child of what fell");
    }

    @Test
    void whoseAChildIsThatWasAnOrphanBeforeIsNotKnownAndThatIsTold() {
        shop.up("-c", twoWorkers(", \"twice\""));
        Proc first = child("first");
        Proc second = child("second");
        long supervisor = shop.status().supervisor().pid();
        Await.until("orphans", () -> first.stat().parent() == supervisor);
        Await.until("orphans", () -> second.stat().parent() == supervisor);
        Result stopped = shop.does("stop", "first").run().expect(0);
        assertTrue(first.alive(), "it may be the other's");
        assertTrue(stopped.out().contains(Long.toString(first.pid())), stopped::toString);
        assertEquals(1, shop.events("strays").size());
        shop.does("restart", "second").run().expect(0);
        assertEquals(1, shop.events("strays").size(), "it is told once");
        shop.down().expect(0);
        assertFalse(first.alive());
        assertFalse(second.alive());
    }

    private void killSupervisor(long pid) {
        Sig.KILL.to(pid);
        Await.until("no supervisor", () -> !new Proc(pid).alive());
    }

    private String twoWorkers(String more) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("first", "second")) {
            text.append("[worker.").append(name).append("]\n");
            text.append("command = [\"").append(program).append("\", \"");
            text.append(file(name)).append("\"").append(more).append("]\n");
        }
        return sandbox.write("shop.toml", text.toString()).toString();
    }

    private Path file(String worker) {
        return sandbox.work().resolve(worker + ".child");
    }

    private Proc child(String worker) {
        Await.until("the child", () -> Files.exists(file(worker)));
        try {
            return new Proc(Long.parseLong(Files.readString(file(worker))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private long pid(String worker) {
        return Objects.requireNonNull(shop.status().worker(worker).pid());
    }

    private String log(String worker) {
        try {
            return Files.readString(shop.logs().resolve(worker + ".log"));
        } catch (IOException e) {
            return "";
        }
    }

    private boolean isCopy(Proc proc) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(proc.pid()), "exe"))
                            .equals(perl)
                    && proc.alive();
        } catch (IOException e) {
            return false;
        }
    }
}
