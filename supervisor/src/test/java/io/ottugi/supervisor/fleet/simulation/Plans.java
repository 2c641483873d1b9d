package io.ottugi.supervisor.fleet.simulation;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Plan;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.lifecycle.simulation.Dice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans at random, each a change of the one before. */
final class Plans {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
    private static final Path BASE = Path.of("/");

    /** Settings are parsed once, whatever seed they come of. */
    private static final Map<List<String>, Settings> PARSED = new HashMap<>();

    private final Dice dice;
    private final Map<String, List<String>> settings = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final List<String> present = new ArrayList<>();
    private Settings supervisor = Settings.none();

    Plans(Dice dice) throws BadSetting {
        this.dice = dice;
        int workers = 3 + dice.below(4);
        present.addAll(NAMES.subList(0, workers));
        for (String name : NAMES) {
            settings.put(name, settings(name));
            versions.put(name, 1);
        }
        supervisor = supervisor();
    }

    /** The plan as it is now. */
    Plan plan() throws BadSetting {
        List<Definition> workers = new ArrayList<>();
        for (String name : present) {
            List<String> own = new ArrayList<>();
            for (String one : settings.getOrDefault(name, List.of())) {
                own.add(one.startsWith("after=") ? after(one) : one);
            }
            own.removeIf(String::isEmpty);
            if (own.stream().noneMatch(one -> one.startsWith("after="))) {
                own.remove("restart_with=true");
            }
            List<String> command = List.of("/bin/" + name, "v" + versions.get(name));
            workers.add(new Definition(name, command, parse(own)));
        }
        return new Plan(
                InstanceName.DEFAULT, Optional.empty(), supervisor, Optional.empty(), workers);
    }

    /** Another plan; it is possible like all of them. */
    Plan next() throws BadSetting {
        int changes = 1 + dice.below(3);
        for (int i = 0; i < changes; i++) {
            change(dice.oneOf(NAMES));
        }
        return plan();
    }

    private static Settings parse(List<String> own) throws BadSetting {
        Settings known = PARSED.get(own);
        if (known == null) {
            known = Settings.parse(own, BASE);
            PARSED.put(List.copyOf(own), known);
        }
        return known;
    }

    private void change(String name) throws BadSetting {
        switch (dice.below(8)) {
            case 0 -> {
                if (present.size() > 1) {
                    present.remove(name);
                }
            }
            case 1, 2 -> {
                if (!present.contains(name)) {
                    present.add(dice.below(present.size() + 1), name);
                }
            }
            case 3, 4 -> versions.merge(name, 1, Integer::sum);
            case 5 -> supervisor = supervisor();
            default -> {
                List<String> before = settings.put(name, settings(name));
                if (before != null && isTask(before) != isTask(settings.get(name))) {
                    // Another program: one that goes on ends no more as a task does.
                    versions.merge(name, 1, Integer::sum);
                }
            }
        }
    }

    private static boolean isTask(@Nullable List<String> settings) {
        return settings != null && settings.contains("oneshot=true");
    }

    private String after(String written) {
        List<String> known = new ArrayList<>(List.of(written.substring(6).split(",")));
        known.retainAll(present);
        return known.isEmpty() ? "" : "after=" + String.join(",", known);
    }

    private Settings supervisor() throws BadSetting {
        return dice.chance(0.2)
                ? Settings.parse(
                        List.of("start_rate=" + dice.oneOf(List.of("1", "4", "20"))),
                        BASE,
                        Scope.SUPERVISOR)
                : Settings.none();
    }

    /** A worker depends on earlier ones only, so that there is no circle. */
    private List<String> settings(String name) {
        List<String> own = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (String other : NAMES.subList(0, NAMES.indexOf(name))) {
            if (dice.chance(0.4)) {
                after.add(other);
            }
        }
        if (!after.isEmpty()) {
            own.add("after=" + String.join(",", after));
            if (dice.chance(0.4)) {
                own.add("restart_with=true");
            }
        }
        own.add("start.settle=" + dice.oneOf(List.of("0s", "0s", "1s", "2s")));
        own.add("stop.timeout=" + dice.oneOf(List.of("1s", "5s", "10s")));
        own.add("restart.max=5s");
        own.add("autostart=" + dice.chance(0.85));
        boolean oneshot = dice.chance(0.1);
        if (oneshot) {
            own.add("oneshot=true");
        }
        own.add(
                "restart.policy="
                        + (oneshot || dice.chance(0.25)
                                ? dice.oneOf(List.of("on-failure", "never"))
                                : "always"));
        if (dice.chance(0.25)) {
            own.add("instances=" + (1 + dice.below(3)));
        }
        if (dice.chance(0.3)) {
            own.add("restart.limit.restarts=" + (1 + dice.below(4)));
            own.add("restart.limit.within=30s");
            String then = dice.oneOf(List.of("fail", "hold", "exit-supervisor"));
            own.add("restart.limit.then=" + then);
            if (then.equals("hold")) {
                own.add("restart.limit.hold=15s");
            }
        }
        if (dice.chance(0.1)) {
            own.add("restart.never_after=exit 7");
        }
        return own;
    }
}
