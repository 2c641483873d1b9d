package io.ottugi.it.bench;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;
import java.util.ArrayList;
import java.util.List;

/**
 * The program itself, detached; each fall is the first after a good run, so that it is answered at
 * once.
 */
final class OttugiContender extends Contender {
    private final Instance instance;
    private final String title;
    private final List<String> options;
    private long pid;

    OttugiContender(Sandbox sandbox, String name) {
        this(sandbox, name, "ottugi");
    }

    /**
     * @param options of {@code up}, besides those that all have
     */
    OttugiContender(Sandbox sandbox, String name, String title, String... options) {
        super(sandbox, name);
        this.instance = sandbox.instance(name);
        this.title = title;
        this.options = List.of(options);
    }

    @Override
    void start() {
        up();
        pid = instance.status().supervisor().pid();
    }

    Result up() {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--set", "restart.reset_after=1ms", "--"));
        arguments.addAll(List.of(command()));
        return instance.does("up", arguments.toArray(new String[0])).run().expect(0);
    }

    Result status() {
        return instance.does("status").run().expect(0);
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
        return title;
    }
}
