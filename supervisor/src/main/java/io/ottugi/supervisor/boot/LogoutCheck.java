package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.disk.Utf8;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether systemd will end what this process starts when its user logs out. Two ways lead there: a
 * process of a login session is killed with it where logind is set to do so, whether the user
 * lingers or not; a process below the user's own manager, where graphical terminals put theirs,
 * ends with that manager unless the user lingers.
 */
public final class LogoutCheck {
    private static final Pattern SESSION = Pattern.compile("/session-[^/\n]+\\.scope(/|\n|$)");
    private static final Pattern MANAGER = Pattern.compile("/user@\\d+\\.service(/|\n|$)");

    private final Host host;

    public LogoutCheck(Host host) {
        this.host = host;
    }

    /** One line that says what will happen and which command prevents it. */
    public Optional<String> warning() {
        if (!host.runsSystemd()) {
            return Optional.empty();
        }
        String cgroups = ownCgroups();
        if (MANAGER.matcher(cgroups).find()) {
            return host.lingers() ? Optional.empty() : Optional.of(endsWithManager());
        }
        return SESSION.matcher(cgroups).find() ? sessionWarning() : Optional.empty();
    }

    private String endsWithManager() {
        return ("systemd ends this when %1$s logs out; to keep it standing run: loginctl"
                        + " enable-linger %1$s")
                .formatted(host.user());
    }

    /** A configuration that cannot be read is no reason to warn, still less to fail. */
    private Optional<String> sessionWarning() {
        try {
            LogindConfig config = LogindConfig.read(host);
            return config.kills(host.user())
                    ? Optional.of(endsWithSession(config.decidedIn()))
                    : Optional.empty();
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private String endsWithSession(String decidedIn) {
        String linger =
                host.lingers() ? "" : "loginctl enable-linger %s && ".formatted(host.user());
        return ("systemd-logind kills this when %s logs out (%s); to keep it standing start it"
                        + " with: %ssystemd-run --user --scope ottugi up …")
                .formatted(host.user(), decidedIn, linger);
    }

    private String ownCgroups() {
        try {
            return Utf8.read(host.at("/proc/self/cgroup"));
        } catch (IOException e) {
            return "";
        }
    }
}
