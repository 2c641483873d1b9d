package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;

/** A service in OpenRC's default runlevel; for root only. */
final class OpenRcBoot implements BootSystem {
    private final Host host;

    OpenRcBoot(Host host) {
        this.host = host;
    }

    @Override
    public String title() {
        return "OpenRC";
    }

    @Override
    public boolean present() {
        return host.isRoot()
                && Files.isExecutable(host.at("/sbin/openrc-run"))
                && host.program("rc-update").isPresent();
    }

    @Override
    public String text(BootRequest request) {
        return Seal.seal(OpenRcScript.render(request));
    }

    @Override
    public String place(String instance) {
        return "/etc/init.d/" + OpenRcScript.name(instance);
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
        List<String> done = new ArrayList<>();
        if (file(name).write(text(request))) {
            done.add("wrote " + place(name));
        }
        if (!isInRunlevel(name)) {
            done.add(update("add", name));
        }
        return done;
    }

    @Override
    public List<String> disable(String instance) {
        file(instance).requireOursOrAbsent();
        List<String> done = new ArrayList<>();
        if (isInRunlevel(instance)) {
            done.add(update("del", instance));
        }
        if (file(instance).remove()) {
            done.add("removed " + place(instance));
        }
        return done;
    }

    @Override
    public List<String> shortcomings(String instance) {
        return isInRunlevel(instance)
                ? List.of()
                : List.of(
                        "It is not enabled. Run this to start it at boot: rc-update add %s default"
                                .formatted(OpenRcScript.name(instance)));
    }

    @Override
    public List<String> handOver(String instance) {
        return List.of(
                "To hand over what is up now: ottugi down -n %s && rc-service %s start"
                        .formatted(instance, OpenRcScript.name(instance)));
    }

    private BootFile file(String instance) {
        return new BootFile(host.at(place(instance)), BootFile.SCRIPT);
    }

    private boolean isInRunlevel(String instance) {
        return Files.exists(
                host.at("/etc/runlevels/default/" + OpenRcScript.name(instance)),
                LinkOption.NOFOLLOW_LINKS);
    }

    private String update(String verb, String instance) {
        List<String> command = List.of("rc-update", verb, OpenRcScript.name(instance), "default");
        CommandRunner.Result result = host.run(command);
        String line = String.join(" ", command);
        if (result.failed()) {
            throw new Failure(ExitCode.IO, "%s failed: %s".formatted(line, result.complaint()));
        }
        return "ran " + line;
    }
}
