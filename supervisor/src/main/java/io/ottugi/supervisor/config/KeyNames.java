package io.ottugi.supervisor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names of keys with the families spelled out. */
final class KeyNames {
    private static final List<String> SHORT_FORMS = List.of("restart", "stop");

    private KeyNames() {}

    /** Every name that could have been meant. */
    static List<String> of(Scope scope) {
        List<String> names = new ArrayList<>(scope == Scope.WORKER ? SHORT_FORMS : List.of());
        for (Key key : Key.of(scope)) {
            if (key == Key.LIMITS) {
                for (ResourceLimit resource : ResourceLimit.values()) {
                    names.add("limits." + resource.label());
                }
            } else {
                names.add(key.label());
            }
        }
        return names;
    }

    /** The resource whose limit a name sets, if it does. */
    static Optional<ResourceLimit> resource(String written) {
        Optional<String> name = Key.LIMITS.member(written);
        for (ResourceLimit resource : ResourceLimit.values()) {
            if (name.isPresent() && resource.label().equals(name.get())) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }
}
