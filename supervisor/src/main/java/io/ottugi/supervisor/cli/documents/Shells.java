package io.ottugi.supervisor.cli.documents;

import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.ResourceLimit;
import io.ottugi.supervisor.config.toml.ConfigFile;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.daemon.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the completions of both shells share. */
final class Shells {
    private Shells() {}

    /** Functions that list names, in what bash and zsh both understand. */
    static String names(List<Topic> topics) {
        Places.Instance instance = PlacesText.instance(PlacesText.ofRoot());
        return Template.named("names.sh")
                .with("BELOW_OTTUGI_HOME", PlacesText.below(PlacesText.belowOttugiHome().state()))
                .with("STATE_OF_ROOT", PlacesText.ofRoot().state().toString())
                .with("BELOW_XDG", PlacesText.below(PlacesText.belowXdg().state()))
                .with("BELOW_HOME", PlacesText.below(PlacesText.belowHome().state()))
                .with("HAND_OVER", String.valueOf(instance.handOver().getFileName()))
                .with("LOCK", String.valueOf(instance.lock().getFileName()))
                .with("DEFAULT", InstanceName.DEFAULT.value())
                .with("RECORDS", String.valueOf(instance.records().getFileName()))
                .with("SIGNALS", words(Arrays.stream(SignalName.values()).map(Enum::name).toList()))
                .with("COMMANDS", words(topics.stream().map(Topic::name).toList()))
                .with("VALUES", values())
                .with("KEYS_OF_WORKER", keys(Scope.WORKER))
                .with("KEYS_OF_SUPERVISOR", keys(Scope.SUPERVISOR))
                .with("FILE", ConfigFile.DEFAULT_NAME)
                .text();
    }

    static String words(List<String> words) {
        return String.join(" ", words);
    }

    /** One branch of a {@code case} that prints words. */
    static String branch(String pattern, List<String> words) {
        return "    " + pattern + ") echo " + quoted(words(words)) + " ;;\n";
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String values() {
        return Arrays.stream(Key.values())
                .filter(key -> !Candidates.of(key.placeholder()).isEmpty())
                .map(key -> branch(pattern(key), Candidates.of(key.placeholder())))
                .collect(Collectors.joining());
    }

    private static String pattern(Key key) {
        return key.isFamily() ? family(key) + "*" : key.label();
    }

    /** Keys that a command line takes, each with its equals sign. */
    private static String keys(Scope scope) {
        List<String> keys = new ArrayList<>();
        for (Key key : Key.of(scope)) {
            if (key == Key.LIMITS) {
                for (ResourceLimit limit : ResourceLimit.values()) {
                    keys.add(family(key) + limit.label() + "=");
                }
            } else if (key != Key.COMMAND) {
                keys.add(key.isFamily() ? family(key) : key.label() + "=");
            }
        }
        return words(keys);
    }

    /** What the keys of a family begin with. */
    private static String family(Key key) {
        return key.label().substring(0, key.label().lastIndexOf('.') + 1);
    }
}
