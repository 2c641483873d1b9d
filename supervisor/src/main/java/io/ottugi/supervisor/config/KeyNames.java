package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Nearest;
import io.ottugi.supervisor.config.value.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names of keys with the families spelled out. */
final class KeyNames {
    private static final List<String> SHORT_FORMS = List.of("restart", "stop");

    private KeyNames() {}

    /** The full name for one that may be a short form. */
    static String full(String written) {
        return switch (written) {
            case "restart" -> Key.RESTART_POLICY.label();
            case "stop" -> Key.STOP_SIGNAL.label();
            default -> written;
        };
    }

    static Key parse(String written, Scope scope) throws BadSetting {
        for (Key key : Key.of(scope)) {
            if (isNamed(key, written)) {
                return key;
            }
        }
        if (scope == Scope.WORKER && member(Key.ENVIRONMENT, written).isPresent()) {
            throw new BadSetting(
                    written
                            + ": no variable can have this name, which is empty, or has '=' or a"
                            + " zero byte in it");
        }
        throw new BadSetting(
                "there is no key '"
                        + written
                        + "'; the nearest is '"
                        + Nearest.to(written, of(scope)).orElseThrow()
                        + "'");
    }

    static String canonical(Key key, String written, String value, Path base) throws BadSetting {
        try {
            return key == Key.LIMITS
                    ? Limits.canonical(resource(written).orElseThrow(), value)
                    : key.kind().canonical(value, base);
        } catch (BadSetting e) {
            throw new BadSetting(written + ": " + e.getMessage());
        }
    }

    static boolean isNamed(Key key, String written) {
        return key.isFamily() ? isMember(key, written) : key.label().equals(written);
    }

    private static boolean isMember(Key key, String written) {
        return key == Key.LIMITS
                ? resource(written).isPresent()
                : member(key, written).filter(KeyNames::isVariable).isPresent();
    }

    /** Whether execve(2) takes a variable of that name; what a shell makes of it is its affair. */
    static boolean isVariable(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0;
    }

    /** What a name of a family has after the family's own. */
    static Optional<String> member(Key key, String written) {
        String prefix = key.label().substring(0, key.label().lastIndexOf('.') + 1);
        return written.startsWith(prefix)
                ? Optional.of(written.substring(prefix.length()))
                : Optional.empty();
    }

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
        Optional<String> name = member(Key.LIMITS, written);
        for (ResourceLimit resource : ResourceLimit.values()) {
            if (name.isPresent() && resource.label().equals(name.get())) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }
}
