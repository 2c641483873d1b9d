package io.ottugi.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Pty;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Skip;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Completion as somebody at a terminal meets it, from the files that are installed. */
class CompletionIT {
    private static final String TAB = "\t";
    private static final Path SHARE = Sandbox.distribution().resolve("share");

    private static final String FILE =
            """
            [worker.web]
            command = ["sleep", "1000"]
            instances = 1
            [worker.db]
            command = ["sleep", "1000"]
            """;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance shop = sandbox.instance("shop");

    /** Shells, each with its way to find what is installed. */
    private enum Shell {
        BASH(
                "bash --norc --noprofile -i",
                "source '%s'".formatted(SHARE.resolve("bash-completion/completions/ottugi"))),
        ZSH(
                "zsh -f -i",
                "fpath=('%s' $fpath); autoload -U compinit; compinit -u -D"
                        .formatted(SHARE.resolve("zsh/site-functions")));

        private final String command;
        private final String preparation;

        Shell(String command, String preparation) {
            this.command = command;
            this.preparation = preparation;
        }
    }

    @ParameterizedTest
    @EnumSource(Shell.class)
    void completesOnATerminal(Shell shell) {
        String[] command = shell.command.split(" ");
        needs(command[0]);
        Path file = sandbox.write("shop.toml", FILE);
        shop.up("-c", file.toString());
        try (Pty terminal = Pty.open()) {
            var running = sandbox.command(command).env("TERM", "dumb").on(terminal).start();
            terminal.type("PS1='ready> '; ottugi() { printf '<%s>' \"$@\"; echo; }\n");
            terminal.type(shell.preparation + "; echo prep''ared\n");
            terminal.awaitOnScreen("prepared");
            completes(terminal, "stat" + TAB, "<status>");
            completes(terminal, "status --js" + TAB, "<status><--json>");
            completes(terminal, "status -n sh" + TAB, "<status><-n><shop>");
            completes(terminal, "boot en" + TAB, "<boot><enable>");
            completes(terminal, "help exit" + TAB, "<help><exit-codes>");
            completes(
                    terminal,
                    "up --set restart.pol" + TAB + "on-f" + TAB,
                    "<up><--set><restart.policy=on-failure>");
            completes(terminal, "up --set stop.signal=WIN" + TAB, "<up><--set><stop.signal=WINCH>");
            completes(
                    terminal,
                    "up --set worker.web.umas" + TAB + "022",
                    "<up><--set><worker.web.umask=022>");
            completes(
                    terminal,
                    "up --set worker.web.restart.po" + TAB + "nev" + TAB,
                    "<up><--set><worker.web.restart.policy=never>");
            completes(terminal, "restart d" + TAB, "<restart><db>");
            completes(terminal, "stop web:" + TAB, "<stop><web:1>");
            completes(terminal, "logs d" + TAB, "<logs><db>");
            completes(terminal, "up --set user=roo" + TAB, "<up><--set><user=root>");
            completes(terminal, "signal WIN" + TAB + "d" + TAB, "<signal><WINCH><db>");
            completes(terminal, "check -c shop.t" + TAB, "<check><-c><shop.toml>");
            completes(
                    terminal,
                    "up -c shop.toml --set worker.d" + TAB + "nic" + TAB + "5",
                    "<up><-c><shop.toml><--set><worker.db.nice=5>");
            completes(
                    terminal,
                    "up --set supervisor.start" + TAB + "5",
                    "<up><--set><supervisor.start_rate=5>");
            terminal.type("exit\n");
            running.finish();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "completion,bash,bash-completion/completions/ottugi",
        "completion,zsh,zsh/site-functions/_ottugi"
    })
    void whatIsInstalledIsWhatTheCommandPrints(String command, String topic, Path file)
            throws IOException {
        String printed = sandbox.ottugi(command, topic).run().expect(0).out();
        assertEquals(Files.readString(SHARE.resolve(file)), printed);
    }

    @Test
    void anotherShellIsRefused() {
        sandbox.ottugi("completion", "fish").run().expect(64).complains("bash or zsh");
        sandbox.ottugi("completion").run().expect(64).complains("bash or zsh");
    }

    private static void completes(Pty terminal, String typed, String wanted) {
        terminal.type("ottugi " + typed + "\n");
        terminal.awaitOnScreen(wanted + "\n");
    }

    private static void needs(String program) {
        boolean there =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        Skip.unless(there, program + " is not installed");
    }
}
