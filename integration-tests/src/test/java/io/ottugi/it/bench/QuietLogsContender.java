package io.ottugi.it.bench;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Sandbox;

/** The program with many workers more, each with a log that it wrote to once. */
final class QuietLogsContender extends Contender {
    private static final int QUIET = 20;

    private final Instance instance;
    private long pid;

    QuietLogsContender(Sandbox sandbox, String name) {
        super(sandbox, name);
        this.instance = sandbox.instance(name);
    }

    @Override
    void start() {
        instance.does("up", "-c", sandbox().write(name() + ".toml", file()).toString())
                .run()
                .expect(0);
        pid = instance.status().supervisor().pid();
    }

    @Override
    void stop() {
        instance.down().expect(0);
    }

    @Override
    long pid() {
        return pid;
    }

    @Override
    String title() {
        return "ottugi and %d quiet logs".formatted(QUIET);
    }

    private String file() {
        return """
        [worker.noting]
        command = ["%s"]
        restart = { reset_after = "1ms" }

        [worker.quiet]
        command = ["sh", "-c", "echo quiet; exec sleep 100000"]
        instances = %d
        """
                .formatted(String.join("\", \"", command()), QUIET);
    }
}
