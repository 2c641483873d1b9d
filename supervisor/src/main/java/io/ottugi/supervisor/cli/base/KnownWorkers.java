package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Nearest;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The workers that a supervisor has left traces of, whether or not it is up. */
public final class KnownWorkers {
    private final Set<String> units = new TreeSet<>(WorkerNames.ORDER);

    /**
     * @param others that are known otherwise
     */
    public KnownWorkers(Places.Instance instance, Collection<String> others) {
        units.addAll(Unsupervised.recorded(instance));
        units.addAll(others);
        try {
            Optional<Plan> plan = LastPlan.of(instance);
            for (WorkerSpec spec : plan.isEmpty() ? List.<WorkerSpec>of() : plan.get().specs()) {
                units.add(spec.name());
            }
        } catch (BadSetting e) {
            // Of another version; the others will do.
        }
    }

    /**
     * Those that are meant.
     *
     * @param patterns none for all
     * @throws Failure for a name that is nobody's
     */
    public List<String> meant(List<String> patterns) {
        List<String> meant = new ArrayList<>();
        for (String unit : units) {
            if (WorkerNames.isMeant(patterns, unit)) {
                meant.add(unit);
            }
        }
        for (String pattern : patterns) {
            boolean means =
                    units.stream().anyMatch(unit -> WorkerNames.isMeant(List.of(pattern), unit));
            if (!means) {
                throw unknown(pattern);
            }
        }
        return meant;
    }

    private Failure unknown(String pattern) {
        String nearest =
                Nearest.to(pattern, units)
                        .map(name -> "; the nearest is '" + name + "'")
                        .orElse("");
        return new Failure(ExitCode.USAGE, "there is no worker '" + pattern + "'" + nearest);
    }
}
