package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.util.List;
import java.util.stream.Stream;

/** One of the things that start programs at boot. */
interface BootSystem {
    /** What people call it. */
    String title();

    /** Whether this machine has it for this user. */
    boolean present();

    /** The sealed text that {@link #enable} writes. */
    String text(BootRequest request);

    /** Where that text goes, for people. */
    String place(String instance);

    /** Whose the text there is. */
    Standing standing(String instance);

    /** The text there. */
    String current(String instance);

    /** What is missing for an entry that is there to work at boot; empty when nothing is. */
    List<String> shortcomings(String instance);

    /**
     * Makes the instance start at boot.
     *
     * @return what was done, a line each; none when all was as it should be
     */
    List<String> enable(BootRequest request);

    /**
     * Undoes {@link #enable} wholly.
     *
     * @return what was done, a line each
     */
    List<String> disable(String instance);

    /** How what is up now is handed to it, without a boot; empty when it does not matter. */
    List<String> handOver(String instance);

    /** All kinds there are, the best first. */
    static List<BootSystem> all(Host host) {
        return List.of(
                new SystemdBoot(host),
                new OpenRcBoot(host),
                new SysvBoot(host),
                new CrontabBoot(host));
    }

    /** The best of those this machine has. */
    static BootSystem detect(Host host) {
        return present(host)
                .findFirst()
                .orElseThrow(
                        () ->
                                new Failure(
                                        ExitCode.CANNOT_RUN,
                                        "nothing here starts programs at boot for "
                                                + host.user()
                                                + ": no systemd, OpenRC, SysV init or crontab"));
    }

    static Stream<BootSystem> present(Host host) {
        return all(host).stream().filter(BootSystem::present);
    }
}
