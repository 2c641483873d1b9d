package io.ottugi.supervisor.runtime.loop;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.process.Adoption.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks beside the loop for what an earlier supervisor left of workers. That takes a pass over
 * {@code /proc}: milliseconds on a good day, and as long as it likes where a process's pages are on
 * a dead filesystem.
 */
public final class LookBeside {
    private final Supplier<Function<WorkerSpec, Finding>> look;
    private final Executor beside;
    private final Inbox inbox;

    /**
     * @param look looks once, to be asked for each worker
     * @param beside runs one after another, in the order in which it is asked to
     */
    public LookBeside(Supplier<Function<WorkerSpec, Finding>> look, Executor beside, Inbox inbox) {
        this.look = look;
        this.beside = beside;
        this.inbox = inbox;
    }

    /**
     * Looks, and goes on on the loop. Those who ask go on in the order in which they asked.
     *
     * @param specs are looked for at once
     * @param rest is given what finds each worker, or throws if looking failed
     */
    public void then(
            List<WorkerSpec> specs, Consumer<Supplier<Function<WorkerSpec, Finding>>> rest) {
        beside.execute(
                () -> {
                    Supplier<Function<WorkerSpec, Finding>> found = found(specs);
                    inbox.post(new Message.Later(() -> rest.accept(found)));
                });
    }

    private Supplier<Function<WorkerSpec, Finding>> found(List<WorkerSpec> specs) {
        try {
            Function<WorkerSpec, Finding> finder = look.get();
            Map<String, Finding> findings = new HashMap<>();
            specs.forEach(spec -> findings.put(spec.name(), finder.apply(spec)));
            Function<WorkerSpec, Finding> found =
                    spec -> {
                        Finding known = findings.get(spec.name());
                        return known == null ? finder.apply(spec) : known;
                    };
            return () -> found;
        } catch (Throwable e) {
            return () -> {
                throw new IllegalStateException("what runs could not be looked at", e);
            };
        }
    }
}
