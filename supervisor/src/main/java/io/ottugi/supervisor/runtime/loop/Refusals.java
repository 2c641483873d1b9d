package io.ottugi.supervisor.runtime.loop;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The living processes of a worker that we may not signal: a program with the setuid bit that has
 * become another user, under a supervisor that is not root's.
 */
public final class Refusals {
    /** How many processes are remembered; the rest is like them. */
    static final int MOST = 100;

    /** So many refusals of KILL, a second apart, and it will not end by us. */
    private static final int FUTILE = 2;

    private final Predicate<ProcessIdentity> alive;
    private final Map<ProcessIdentity, Map<SignalName, Integer>> refusals = new LinkedHashMap<>();

    /**
     * @param alive whether a process still runs
     */
    public Refusals(Predicate<ProcessIdentity> alive) {
        this.alive = alive;
    }

    /**
     * Counts a refusal.
     *
     * @return whether it is the first of this signal to this process
     */
    public boolean add(ProcessIdentity process, SignalName signal) {
        forgetEnded();
        if (!refusals.containsKey(process) && refusals.size() >= MOST) {
            return false;
        }
        Map<SignalName, Integer> counts =
                refusals.computeIfAbsent(process, p -> new EnumMap<>(SignalName.class));
        return counts.merge(signal, 1, Integer::sum) == 1;
    }

    /** Whether one of them has refused KILL again and again, so that a stop waits for others. */
    public boolean isKillFutile() {
        forgetEnded();
        return refusals.values().stream()
                .anyMatch(counts -> counts.getOrDefault(SignalName.KILL, 0) >= FUTILE);
    }

    /** A sentence for people about the newest signal; empty if none was refused. */
    public Optional<String> sentence() {
        forgetEnded();
        return refusals.isEmpty()
                ? Optional.empty()
                : Optional.of(sentence(strongest(), List.copyOf(pids())));
    }

    /** The status has them as {@code signals_refused}; JSON's null if there are none. */
    public JsonElement toJson() {
        Optional<String> sentence = sentence();
        if (sentence.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("count", count());
        json.addProperty("signal", strongest().name());
        JsonArray numbers = new JsonArray();
        pids().forEach(numbers::add);
        json.add("pids", numbers);
        json.addProperty("sentence", sentence.get());
        return json;
    }

    /** Says that a signal to these processes is not permitted, and what to do. */
    public static String sentence(SignalName signal, List<Long> pids) {
        String all = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return signal
                + " to pid "
                + all.replace(" ", ", ")
                + " is not permitted, since it runs as another user; as root: kill -"
                + signal
                + " "
                + all;
    }

    private int count() {
        return refusals.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    private List<Long> pids() {
        return refusals.keySet().stream().map(ProcessIdentity::pid).toList();
    }

    private SignalName strongest() {
        List<SignalName> all =
                refusals.values().stream().flatMap(counts -> counts.keySet().stream()).toList();
        return all.contains(SignalName.KILL) ? SignalName.KILL : all.get(all.size() - 1);
    }

    private void forgetEnded() {
        refusals.keySet().removeIf(alive.negate());
    }
}
