package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An init script of System V's init, registered with update-rc.d or chkconfig; for root only. */
final class SysvBoot implements BootSystem {
    private final Host host;

    SysvBoot(Host host) {
        this.host = host;
    }

    @Override
    public String title() {
        return "SysV init";
    }

    @Override
    public boolean present() {
        return host.isRoot()
                && Files.isDirectory(host.at("/etc/init.d"))
                && (hasUpdateRc() || host.program("chkconfig").isPresent());
    }

    @Override
    public String text(BootRequest request) {
        return Seal.seal(SysvScript.render(request));
    }

    @Override
    public String place(String instance) {
        return "/etc/init.d/" + SysvScript.name(instance);
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
        String service = SysvScript.name(request.name());
        List<String> done = new ArrayList<>();
        if (file(request.name()).write(text(request))) {
            done.add("wrote " + place(request.name()));
        }
        if (!isInRunlevel(request.name())) {
            done.add(
                    hasUpdateRc()
                            ? ran("update-rc.d", service, "defaults")
                            : ran("chkconfig", "--add", service));
        }
        return done;
    }

    /** chkconfig reads the script that it takes out, update-rc.d wants it gone before. */
    @Override
    public List<String> disable(String instance) {
        String service = SysvScript.name(instance);
        BootFile file = file(instance);
        file.requireOursOrAbsent();
        if (file.standing() == Standing.ABSENT && !isInRunlevel(instance)) {
            return List.of();
        }
        List<String> done = new ArrayList<>();
        if (!hasUpdateRc()) {
            done.add(ran("chkconfig", "--del", service));
        }
        if (file.remove()) {
            done.add("removed " + place(instance));
        }
        if (hasUpdateRc()) {
            done.add(ran("update-rc.d", service, "remove"));
        }
        return done;
    }

    @Override
    public List<String> shortcomings(String instance) {
        String service = SysvScript.name(instance);
        return isInRunlevel(instance)
                ? List.of()
                : List.of(
                        "It is in no runlevel. Run this to start it at boot: "
                                + (hasUpdateRc()
                                        ? "update-rc.d " + service + " defaults"
                                        : "chkconfig --add " + service));
    }

    /** The script's start finds what is up: there is nothing to hand over. */
    @Override
    public List<String> handOver(String instance) {
        return List.of();
    }

    private boolean hasUpdateRc() {
        return host.program("update-rc.d").isPresent();
    }

    private BootFile file(String instance) {
        return new BootFile(host.at(place(instance)), BootFile.SCRIPT);
    }

    private boolean isInRunlevel(String instance) {
        return hasStartLink("/etc", instance) || hasStartLink("/etc/rc.d", instance);
    }

    private boolean hasStartLink(String above, String instance) {
        String service = SysvScript.name(instance);
        for (int runlevel = 2; runlevel <= 5; runlevel++) {
            Path directory = host.at(above + "/rc" + runlevel + ".d");
            if (Files.isDirectory(directory) && holds(directory, "S[0-9][0-9]" + service)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Path directory, String glob) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(directory, glob)) {
            return links.iterator().hasNext();
        } catch (IOException e) {
            throw BootFile.failure("read", directory, e);
        }
    }

    private String ran(String... command) {
        CommandRunner.Result result = host.run(List.of(command));
        String line = String.join(" ", command);
        if (result.failed()) {
            throw new Failure(ExitCode.IO, "%s failed: %s".formatted(line, result.complaint()));
        }
        return "ran " + line;
    }
}
