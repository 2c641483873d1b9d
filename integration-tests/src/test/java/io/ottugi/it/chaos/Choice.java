package io.ottugi.it.chaos;

import io.ottugi.it.chaos.Wanted.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command, whom it may change, and what is promised when it has answered with success.
 *
 * @param about the workers of which nothing is known meanwhile
 */
record Choice(List<String> words, List<String> about, Map<String, Promise> promises) {
    private static final int MOST_INSTANCES = 3;

    /** One that promises nothing. */
    static Choice plain(String... words) {
        return new Choice(List.of(words), List.of(), Map.of());
    }

    /** A new configuration file is read. */
    static Choice reload() {
        return new Choice(List.of("reload"), List.of(Cast.GUEST), Map.of());
    }

    static Choice start(String worker) {
        return new Choice(List.of("start", worker), about(worker), Map.of(worker, Promise.UP));
    }

    static Choice stop(String worker) {
        return new Choice(List.of("stop", worker), about(worker), Map.of(worker, Promise.DOWN));
    }

    static Choice restart(String worker) {
        return new Choice(List.of("restart", worker), about(worker), Map.of(worker, Promise.UP));
    }

    /** So many instances, from 1 to {@value #MOST_INSTANCES}. */
    static Choice scale(int instances) {
        List<String> about = new ArrayList<>();
        Map<String, Promise> promises = new HashMap<>();
        for (int number = 1; number <= MOST_INSTANCES; number++) {
            String worker = Cast.SCALED + ":" + number;
            about.add(worker);
            promises.put(worker, number <= instances ? Promise.UP : Promise.DOWN);
        }
        String count = Integer.toString(instances);
        return new Choice(List.of("scale", Cast.SCALED, count), about, promises);
    }

    static Choice random(Schedule schedule, Cast cast) {
        String worker = schedule.pick(cast.singles());
        return switch (schedule.below(8)) {
            case 0, 1 -> start(worker);
            case 2, 3 -> stop(worker);
            case 4 -> restart(worker);
            case 5 -> scale(1 + schedule.below(MOST_INSTANCES));
            case 6 -> plain(schedule.pick(List.of("status", "why", "logs")));
            default -> reload();
        };
    }

    String command() {
        return words.get(0);
    }

    String[] arguments() {
        return words.subList(1, words.size()).toArray(new String[0]);
    }

    /** A worker and those that come after it. */
    private static List<String> about(String worker) {
        return worker.equals("plain") ? List.of(worker, "dependent") : List.of(worker);
    }
}
