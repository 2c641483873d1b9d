package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.Execution.Privileges;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a process was made with, recognisable without their values: variables may be
 * secret. A setting that is not set has no part, so that one which a later version knows differs
 * only where it is used.
 *
 * @param parts a checksum for each setting, by the setting's name
 */
public record Fingerprint(Map<String, String> parts) {
    private static final String LOG = Key.LOG_FILE.label();

    public Fingerprint {
        parts = Map.copyOf(parts);
    }

    /** Takes the fingerprint of what a process is, or is to be, made with. */
    public static Fingerprint of(Execution execution) {
        Map<String, String> parts = new TreeMap<>();
        put(parts, Key.COMMAND.label(), String.join("\0", execution.command()));
        put(parts, Key.DIRECTORY.label(), execution.directory());
        put(parts, Key.UMASK.label(), execution.umask());
        Execution.Environment environment = execution.environment();
        put(parts, Key.INHERIT_ENVIRONMENT.label(), environment.inherit() ? null : "no");
        put(parts, Key.ENVIRONMENT_FILE.label(), environment.files());
        put(parts, "environment", new TreeMap<>(environment.variables()));
        Privileges privileges = execution.privileges();
        put(parts, Key.USER.label(), privileges.user());
        put(parts, Key.GROUP.label(), privileges.group());
        put(parts, Key.NICE.label(), privileges.nice());
        put(parts, "limits", limits(privileges));
        put(parts, LOG, execution.output().file());
        put(parts, Key.LOG_ERROR_FILE.label(), execution.output().errorFile());
        put(parts, Key.LOG_MODE.label(), execution.output().mode());
        put(parts, Key.FORKING_PID_FILE.label(), execution.pidFile());
        return new Fingerprint(parts);
    }

    private static Map<String, String> limits(Privileges privileges) {
        return privileges.limits().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                one -> one.getKey().label(),
                                one -> one.getValue().soft() + ":" + one.getValue().hard(),
                                (one, other) -> one,
                                TreeMap::new));
    }

    private static void put(Map<String, String> parts, String key, @Nullable Object value) {
        boolean empty =
                value == null
                        || (value instanceof Map<?, ?> map && map.isEmpty())
                        || (value instanceof List<?> list && list.isEmpty());
        if (!empty) {
            parts.put(key, checksum(String.valueOf(value)));
        }
    }

    /** FNV-1a of 64 bits over the text's characters: enough to tell two values apart. */
    private static String checksum(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash ^= text.charAt(i);
            hash *= 0x100000001b3L;
        }
        return Long.toHexString(hash);
    }

    /**
     * Names the settings that differ, in alphabetical order. A log differs only where both have a
     * file: by default it is one under {@code up} and none under {@code run}, whatever is set.
     */
    public List<String> differences(Fingerprint other) {
        Set<String> all = new TreeSet<>(parts.keySet());
        all.addAll(other.parts.keySet());
        if (!parts.containsKey(LOG) || !other.parts.containsKey(LOG)) {
            all.remove(LOG);
        }
        return all.stream()
                .filter(
                        key ->
                                !parts.getOrDefault(key, "")
                                        .equals(other.parts.getOrDefault(key, "")))
                .toList();
    }
}
