package io.ottugi.it.bench;

import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Sandbox;

/**
 * The program itself, detached; each fall is the first after a good run, so that it is answered at
 * once.
 */
final class OttugiContender extends Contender {
    private final Instance instance;
    private long pid;

    OttugiContender(Sandbox sandbox, String name) {
        super(sandbox, name);
        this.instance = sandbox.instance(name);
    }

    @Override
    void start() {
        up();
        pid = instance.status().supervisor().pid();
    }

    Result up() {
        String[] command = command();
        return instance.does("up", "--set", "restart.reset_after=1ms", "--", command[0], command[1])
                .run()
                .expect(0);
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
        return "ottugi";
    }
}
