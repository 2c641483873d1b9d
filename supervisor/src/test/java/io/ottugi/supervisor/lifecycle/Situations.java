package io.ottugi.supervisor.lifecycle;

import io.ottugi.supervisor.lifecycle.RestartLimit.Then;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The situations that a worker can be in, each reached by a story. */
final class Situations {
    private Situations() {}

    static Map<String, Supplier<Story>> all() {
        Map<String, Supplier<Story>> all = new LinkedHashMap<>();
        down(all);
        up(all);
        stopping(all);
        waiting(all);
        beforeGivingUp(all);
        givenUp(all);
        return all;
    }

    private static void down(Map<String, Supplier<Story>> all) {
        all.put("never started", Story::begin);
        all.put("was stopped", () -> fallen().stop().exits(0));
    }

    private static void up(Map<String, Supplier<Story>> all) {
        all.put("its start is not answered", () -> Story.begin().start());
        all.put("has a process, is not ready", () -> Story.begin().start().spawned());
        all.put("runs, not for long enough", () -> settling().start().spawned().ready());
        all.put(
                "runs, not for long enough, after 2 falls in a row",
                Situations::settlingAfterFalls);
        all.put("no falls", () -> Story.begin().runs());
        all.put("after 2 falls in a row", Situations::fallen);
        all.put("after 20 falls in a row", () -> Story.begin().fallsInARow(20).runs());
        all.put("adopted", () -> Story.begin().on(new Event.Adopted(3, Story.PID, 0)));
    }

    private static void stopping(Map<String, Supplier<Story>> all) {
        all.put("told to stop", () -> fallen().stop());
        all.put("told to stop, others live", () -> fallen().stop().exitsLeavingOthers(0));
        all.put("told to stop, being examined", () -> fallen().stop().due());
        all.put("told to stop, KILL sent", () -> fallen().stop().due().examined());
        all.put("told to stop, start not answered", () -> Story.begin().start().stop());
        all.put("killed by the operator", () -> fallen().kill());
        all.put("told to restart", () -> fallen().restart());
        all.put("told to restart, start not answered", () -> Story.begin().start().restart());
        all.put("fell, others live", () -> fallen().exitsLeavingOthers(7));
        all.put("fell, others live, told to stop", () -> fallen().exitsLeavingOthers(7).stop());
        all.put("was not ready in time", () -> Story.begin().start().spawned().due());
        all.put(
                "was not ready in time, told to start",
                () -> Story.begin().start().spawned().due().start());
        all.put(
                "was not ready in time, being examined",
                () -> Story.begin().start().spawned().due().due());
        all.put("start not answered in time", () -> Story.begin().start().due());
    }

    private static void waiting(Map<String, Supplier<Story>> all) {
        all.put("started, something has to be first", () -> Story.begin().held().start());
        all.put(
                "to be started again, something has to be first",
                () -> Story.begin().fallsInARow(2).runs().held().exits(7).due());
        all.put(
                "to be tried once more, something has to be first",
                () -> held().fallsUntilGivenUp().held().due());
        all.put("waits for its third start", () -> Story.begin().fallsInARow(1).runs().exits(7));
    }

    private static void givenUp(Map<String, Supplier<Story>> all) {
        all.put(
                "its policy says not again",
                () -> Story.begin(Story.policy(RestartPolicy.Mode.NEVER, 0)).runs().exits(7));
        all.put("not proved", () -> Story.begin().on(new Event.Unproved(3, "two of them")));
        all.put("limit used up, fail", () -> limited(Then.FAIL).fallsUntilGivenUp());
        all.put("limit used up, hold", () -> held().fallsUntilGivenUp());
        all.put(
                "limit used up, exit-supervisor",
                () -> limited(Then.EXIT_SUPERVISOR).fallsUntilGivenUp());
        all.put("fell of something that is not tried again", () -> misconfigured(7).exits(7));
    }

    private static void beforeGivingUp(Map<String, Supplier<Story>> all) {
        all.put("limit reached, fail", () -> limited(Then.FAIL).fallsInARow(3).runs());
        all.put(
                "limit reached, exit-supervisor",
                () -> limited(Then.EXIT_SUPERVISOR).fallsInARow(3).runs());
        all.put("not to be tried again after 7", () -> misconfigured(7));
        all.put("tried once more, unanswered", () -> held().fallsUntilGivenUp().due());
        all.put("tried once more, runs", () -> held().fallsUntilGivenUp().due().runs());
        all.put(
                "tried once more, fell, others live",
                () -> held().fallsUntilGivenUp().due().runs().exitsLeavingOthers(7));
    }

    /** Runs for a second after two falls in a row. */
    private static Story fallen() {
        return Story.begin().fallsInARow(2).runs().after(Duration.ofSeconds(1));
    }

    private static Story settling() {
        return Story.begin(Story.settlingFor(Duration.ofSeconds(1)));
    }

    private static Story settlingAfterFalls() {
        Story story = settling().start().spawned().ready().exits(7);
        return story.spawned().ready().exits(7).due().spawned().ready();
    }

    private static Story held() {
        return limited(Then.HOLD);
    }

    private static Story limited(Then then) {
        return Story.begin(
                Story.limited(
                        new RestartLimit(3, Duration.ofMinutes(1), then, Duration.ofMinutes(5))));
    }

    private static Story misconfigured(int code) {
        return Story.begin(Story.never(new FallPattern(FallPattern.Kind.EXIT, code))).runs();
    }
}
