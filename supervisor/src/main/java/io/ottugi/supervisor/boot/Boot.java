package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ottugi boot enable|disable|show}. */
public final class Boot {
    private final Host host;

    public Boot(Host host) {
        this.host = host;
    }

    /**
     * Makes an instance start at boot.
     *
     * @throws Failure when nothing here can, or what stands there is not ours
     */
    public BootReport enable(BootRequest request) {
        BootSystem system = BootSystem.detect(host);
        String name = request.name();
        List<String> done = system.enable(request);
        List<String> lines = new ArrayList<>();
        if (done.isEmpty()) {
            lines.add("unchanged: %s starts at boot by %s".formatted(name, system.title()));
            lines.add("  " + system.place(name));
        } else {
            lines.add("%s starts at boot by %s".formatted(name, system.title()));
            lines.addAll(done);
            lines.add("");
            lines.addAll(indented(system.current(name)));
        }
        lines.addAll(system.shortcomings(name));
        lines.addAll(system.handOver(name));
        return new BootReport(true, lines);
    }

    /**
     * Undoes {@link #enable}, whichever system it was for.
     *
     * @throws Failure when what stands there is not ours
     */
    public BootReport disable(String instance) {
        List<String> lines = new ArrayList<>();
        BootSystem first = BootSystem.detect(host);
        lines.addAll(first.disable(instance));
        BootSystem.present(host)
                .filter(system -> !system.title().equals(first.title()))
                .filter(system -> holds(system, instance, false))
                .forEach(system -> lines.addAll(system.disable(instance)));
        if (lines.isEmpty()) {
            lines.add(instance + " does not start at boot: nothing to undo");
        } else {
            lines.add(instance + " does not start at boot any more; what is up now stays up");
        }
        return new BootReport(false, lines);
    }

    /**
     * What starts an instance at boot.
     *
     * @param request what {@link #enable} would be asked for, when that is known
     */
    public BootReport show(String instance, Optional<BootRequest> request) {
        List<BootSystem> holding = holding(instance);
        if (holding.isEmpty()) {
            return new BootReport(false, absent(instance, request));
        }
        List<String> lines = new ArrayList<>();
        boolean works = false;
        for (BootSystem system : holding) {
            lines.add("%s: %s".formatted(system.title(), system.place(instance)));
            lines.addAll(remark(system.standing(instance)));
            lines.add("");
            lines.addAll(indented(system.current(instance)));
            List<String> shortcomings = system.shortcomings(instance);
            lines.addAll(shortcomings);
            works |= shortcomings.isEmpty();
        }
        return new BootReport(works, lines);
    }

    private List<String> absent(String instance, Optional<BootRequest> request) {
        BootSystem system = BootSystem.detect(host);
        List<String> lines = new ArrayList<>();
        lines.add(instance + " does not start at boot");
        request.ifPresent(
                wish -> {
                    lines.add(
                            "\"ottugi boot enable -n %s\" would write this to %s (%s):"
                                    .formatted(instance, system.place(instance), system.title()));
                    lines.add("");
                    lines.addAll(indented(system.text(wish)));
                });
        return lines;
    }

    private static List<String> remark(Standing standing) {
        return switch (standing) {
            case ABSENT, OURS -> List.of();
            case EDITED -> List.of("changed by hand: enable and disable leave it alone");
            case FOREIGN -> List.of("not written by ottugi: enable and disable leave it alone");
        };
    }

    /** A system that is not this machine's first choice may be closed to us: that is no failure. */
    private List<BootSystem> holding(String instance) {
        BootSystem first = BootSystem.detect(host);
        return BootSystem.present(host)
                .filter(system -> holds(system, instance, system.title().equals(first.title())))
                .toList();
    }

    private static boolean holds(BootSystem system, String instance, boolean mustAnswer) {
        try {
            return system.standing(instance) != Standing.ABSENT;
        } catch (Failure e) {
            if (mustAnswer) {
                throw e;
            }
            return false;
        }
    }

    private static List<String> indented(String text) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
        lines.add("");
        return lines;
    }
}
