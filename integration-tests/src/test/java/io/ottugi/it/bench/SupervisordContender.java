package io.ottugi.it.bench;

import io.ottugi.it.harness.Result;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Sig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** supervisord, told to restart whatever ends. */
final class SupervisordContender extends Contender {
    private static final String CONFIGURATION =
            """
            [supervisord]
            nodaemon=true
            directory=%1$s
            logfile=%1$s/supervisord.log
            pidfile=%1$s/supervisord.pid
            childlogdir=%1$s
            [unix_http_server]
            file=%1$s/s
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [supervisorctl]
            serverurl=unix://%1$s/s
            [program:worker]
            command=%2$s
            autorestart=true
            startsecs=0
            redirect_stderr=true
            stdout_logfile=%1$s/worker.log
            """;

    private final Path directory;
    private @Nullable Running running;

    SupervisordContender(Sandbox sandbox, String name) {
        super(sandbox, name);
        directory = sandbox.directory(name);
    }

    static boolean isHere() {
        return !Natives.find("supervisord").isEmpty();
    }

    @Override
    void start() {
        String command = String.join(" ", command());
        sandbox().write(name() + "/conf", CONFIGURATION.formatted(directory, command));
        running = sandbox().command("supervisord", "-c", directory + "/conf").start();
    }

    Result status() {
        return sandbox().command("supervisorctl", "-c", directory + "/conf", "status").run();
    }

    @Override
    void stop() {
        Running supervisord = running;
        if (supervisord != null) {
            Sig.TERM.toIfThere(supervisord.pid());
            supervisord.finish();
        }
    }

    @Override
    long pid() {
        return running == null ? 0 : running.pid();
    }

    @Override
    String title() {
        return "supervisord";
    }

    /** It looks at its programs once a second. */
    @Override
    boolean slow() {
        return true;
    }
}
