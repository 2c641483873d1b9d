package io.ottugi.supervisor.cli.documents;

import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.daemon.User;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where supervisors keep their things, for manuals and for scripts that look there without a JVM;
 * found out from {@link Places} instead of being said again.
 */
final class PlacesText {
    private static final User ROOT = new User(0, "root");
    private static final User OTHER = new User(1, "other");
    private static final Path BASE = Path.of("/BASE");
    private static final InstanceName NAME = new InstanceName("NAME");

    private PlacesText() {}

    static Places ofRoot() {
        return places(ROOT, Map.of());
    }

    /** Those of other users; what follows {@code $HOME} begins with the base's name. */
    static Places belowHome() {
        return places(OTHER, Map.of("HOME", BASE.toString()));
    }

    static Places belowXdg() {
        return places(OTHER, Map.of("XDG_STATE_HOME", BASE.toString(), "XDG_RUNTIME_DIR", "/"));
    }

    static Places belowOttugiHome() {
        return places(OTHER, Map.of("OTTUGI_HOME", BASE.toString()));
    }

    /** The part of a path behind what these places were made with. */
    static String below(Path path) {
        return path.startsWith(BASE) ? "/" + BASE.relativize(path) : path.toString();
    }

    static Places.Instance instance(Places places) {
        return places.of(NAME);
    }

    private static Places places(User user, Map<String, String> environment) {
        return Places.of(user, environment, BASE);
    }
}
