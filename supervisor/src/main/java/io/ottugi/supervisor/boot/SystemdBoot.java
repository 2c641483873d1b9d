package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.List;

/**
 * A service of the system's manager for root, of the user's own for anybody else. Enabling one is
 * to make a symlink: we make it ourselves, so that it works where no manager is up (an image being
 * built, a shell of su) and we know all there is to undo.
 */
final class SystemdBoot implements BootSystem {
    private final Host host;
    private final SystemdUnit.Scope scope;

    SystemdBoot(Host host) {
        this.host = host;
        this.scope = host.isRoot() ? SystemdUnit.Scope.SYSTEM : SystemdUnit.Scope.USER;
    }

    @Override
    public String title() {
        return isUser() ? "systemd, as a service of the user " + host.user() : "systemd";
    }

    /** It runs, or (in an image that root is building) is what /sbin/init will be. */
    @Override
    public boolean present() {
        return host.runsSystemd() || (host.isRoot() && isInit());
    }

    private boolean isInit() {
        try {
            return Files.readSymbolicLink(host.at("/sbin/init")).endsWith("systemd");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public String text(BootRequest request) {
        return Seal.seal(SystemdUnit.render(request, scope));
    }

    @Override
    public String place(String instance) {
        return unitPath(instance);
    }

    @Override
    public Standing standing(String instance) {
        return file(instance).standing();
    }

    @Override
    public String current(String instance) {
        return file(instance).text();
    }

    @Override
    public List<String> enable(BootRequest request) {
        String name = request.name();
        String text = text(request);
        BootFile file = file(name);
        file.requireOursOrAbsent();
        boolean linked = link(name).exists();
        List<String> done = new ArrayList<>();
        if (file.write(text)) {
            done.add("wrote " + unitPath(name));
        }
        if (!linked) {
            link(name).make();
            done.add("linked it in " + linkDirectory());
        }
        return done.isEmpty() ? done : reloaded(done);
    }

    @Override
    public List<String> disable(String instance) {
        BootFile file = file(instance);
        file.requireOursOrAbsent();
        List<String> done = new ArrayList<>();
        if (link(instance).exists()) {
            link(instance).remove();
            done.add("removed its link in " + linkDirectory());
        }
        if (file.remove()) {
            done.add("removed " + unitPath(instance));
        }
        if (done.isEmpty()) {
            return done;
        }
        removeIfEmpty(host.at(linkDirectory()));
        if (isUser()) {
            removeIfEmpty(host.at(directory()));
            removeIfEmpty(host.at(config() + "/systemd"));
        }
        return reloaded(done);
    }

    @Override
    public List<String> shortcomings(String instance) {
        List<String> lines = new ArrayList<>();
        if (!link(instance).exists()) {
            lines.add(
                    "It is not enabled. Run this to start it at boot: "
                            + systemctl("enable " + SystemdUnit.name(instance)));
        }
        if (isUser() && !host.lingers()) {
            lines.add(
                    "It starts when "
                            + host.user()
                            + " logs in. Run this to start it at boot: loginctl enable-linger "
                            + host.user());
        }
        return lines;
    }

    @Override
    public List<String> handOver(String instance) {
        return host.runsSystemd()
                ? List.of(
                        "To hand over what is up now: ottugi down -n %s && %s"
                                .formatted(
                                        instance, systemctl("start " + SystemdUnit.name(instance))))
                : List.of("systemd is not running here: it takes effect when this system boots");
    }

    private boolean isUser() {
        return scope == SystemdUnit.Scope.USER;
    }

    private String systemctl(String command) {
        return "systemctl " + (isUser() ? "--user " : "") + command;
    }

    private String directory() {
        if (!isUser()) {
            return "/etc/systemd/system";
        }
        return config() + "/systemd/user";
    }

    private String config() {
        String configured = host.environment().getOrDefault("XDG_CONFIG_HOME", "");
        return configured.startsWith("/") ? configured : host.home() + "/.config";
    }

    private String unitPath(String instance) {
        return directory() + "/" + SystemdUnit.name(instance);
    }

    private String linkDirectory() {
        return directory() + "/" + scope.target() + ".wants";
    }

    private BootFile file(String instance) {
        return new BootFile(host.at(unitPath(instance)), BootFile.DATA);
    }

    private UnitLink link(String instance) {
        return new UnitLink(
                host.at(linkDirectory()).resolve(SystemdUnit.name(instance)),
                Path.of(unitPath(instance)));
    }

    /** As systemctl does with its own; one that is not empty stays. */
    private static void removeIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException | ReadOnlyFileSystemException e) {
            return;
        }
    }

    /** The files alone decide about the next boot: that the manager can't be told is a remark. */
    private List<String> reloaded(List<String> done) {
        if (!host.runsSystemd()) {
            return done;
        }
        List<String> command =
                isUser()
                        ? List.of("systemctl", "--user", "daemon-reload")
                        : List.of("systemctl", "daemon-reload");
        String problem = problem(command);
        if (!problem.isEmpty()) {
            done.add(
                    "systemd will know at the next boot; to tell it now run: %s (%s)"
                            .formatted(String.join(" ", command), problem));
        }
        return done;
    }

    private String problem(List<String> command) {
        try {
            CommandRunner.Result result = host.run(command);
            return result.failed() ? result.complaint() : "";
        } catch (Failure e) {
            return String.valueOf(e.getMessage());
        }
    }
}
