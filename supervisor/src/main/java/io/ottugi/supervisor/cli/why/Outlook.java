package io.ottugi.supervisor.cli.why;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a worker does now, what comes next and when, and how one could change that.
 *
 * @param now a sentence that begins with its name
 * @param next a sentence or two; empty if nothing is to be said
 */
record Outlook(String now, String next) {
    /** So many falls in an hour are told of a worker that runs. */
    private static final int MANY = 2;

    private static final Duration DAY = Duration.ofDays(1);

    static Outlook of(Case one, Moments moments) {
        String unit = one.whose().unit();
        if (!one.whose().supervised()) {
            return unsupervised(one);
        }
        return switch (one.state()) {
            case "RUNNING" -> running(one, moments);
            case "BACKOFF" -> backoff(one, moments);
            case "FAILED" -> failed(one, moments);
            case "EXITED" -> exited(one, moments);
            case "STOPPED" -> stopped(one, moments);
            case "WAITING" -> waiting(one);
            case "STARTING" ->
                    new Outlook(
                            unit + " is starting: it has not run for its start.settle yet.", "");
            case "STOPPING" -> stopping(one, moments);
            default ->
                    new Outlook(
                            unit + " is " + one.state().toLowerCase(Locale.ROOT) + " just now.",
                            "");
        };
    }

    private static Outlook unsupervised(Case one) {
        String unit = one.whose().unit();
        String gone = one.whose().gone();
        String none =
                "no supervisor '"
                        + one.whose().supervisor()
                        + "' is up"
                        + (gone.isEmpty() ? "" : ": " + gone);
        return one.state().equals("UNSUPERVISED")
                ? new Outlook(
                        unit + " runs (pid " + one.text("pid") + "), but " + none + ".",
                        "If it falls now, nothing starts it again. The next 'ottugi up' takes it"
                                + " over as it is.")
                : new Outlook(
                        unit + " is down, and " + none + ".",
                        "Nothing starts it again until 'ottugi up'.");
    }

    private static Outlook running(Case one, Moments moments) {
        String since =
                one.moment("running_since")
                        .map(at -> " since " + moments.at(at) + ", for " + moments.since(at))
                        .orElse("");
        String adopted =
                "true".equals(one.text("adopted")) ? ", taken over from an earlier supervisor" : "";
        String runs = one.whose().unit() + " runs" + since + adopted;
        Optional<Instability> instability = one.instability();
        return instability.isPresent()
                ? unstable(runs, instability.get(), moments)
                : new Outlook(runs + notFallen(one, moments) + ".", earlierSettings(one));
    }

    private static String earlierSettings(Case one) {
        List<String> others = one.earlierSettings();
        return others.isEmpty()
                ? ""
                : "It runs with earlier settings ("
                        + String.join(", ", others)
                        + "): "
                        + one.whose().command("restart")
                        + " applies those of now.";
    }

    private static Outlook unstable(String runs, Instability instability, Moments moments) {
        return new Outlook(
                runs + ", but is unstable: " + instability.words(moments.now()) + ".",
                "If it stands until "
                        + moments.at(instability.until())
                        + " (restart.reset_after), these are forgotten; if it falls before, the"
                        + " waits between its starts go on growing.");
    }

    private static String notFallen(Case one, Moments moments) {
        if (one.history().lastFall().isPresent()) {
            int falls = one.frequency(moments.now()).lastHour();
            return falls < MANY ? "" : ", but fell " + falls + " times in the last hour";
        }
        Instant begin = one.history().since();
        boolean telling = begin != null && begin.isBefore(moments.now().minus(DAY));
        return ", and has not fallen"
                + (begin != null && telling
                        ? " in the " + moments.since(begin) + " that are on record"
                        : "");
    }

    private static String start(Case one) {
        return one.whose().command("start");
    }

    private static Outlook backoff(Case one, Moments moments) {
        String next = one.moment("next_attempt").map(moments::in).orElse("soon");
        return new Outlook(
                one.whose().unit() + " is down, and is started again " + next + ".",
                "It goes on being tried; the waits grow up to restart.max. "
                        + start(one)
                        + " tries now.");
    }

    private static Outlook failed(Case one, Moments moments) {
        String unit = one.whose().unit();
        Optional<String> held = one.moment("next_attempt").map(moments::in);
        return switch (String.valueOf(one.text("given_up"))) {
            case "limit" ->
                    new Outlook(
                            unit
                                    + " is down: it fell too often (restart.limit), and "
                                    + held.map(when -> "is tried again " + when + ".")
                                            .orElse("was given up."),
                            held.isPresent()
                                    ? start(one) + " tries now."
                                    : "It stays down until " + start(one) + ".");
            case "cause" ->
                    new Outlook(
                            unit
                                    + (one.wentIntoTheBackground()
                                            ? " is down: its program went into the background, and"
                                                    + " would do so again at each start."
                                            : " is down: this is not tried again"
                                                    + " (restart.never_after)."),
                            "It is started when one of the files in restart.when_changed changes,"
                                    + " or by "
                                    + start(one)
                                    + ".");
            case "unproved" ->
                    new Outlook(
                            unit
                                    + " is held back: processes were found that may be it, and"
                                    + " cannot be proved to be.",
                            "It starts when they are gone; "
                                    + one.whose().command("status")
                                    + " has their numbers.");
            default -> new Outlook(unit + " is down.", "");
        };
    }

    private static Outlook exited(Case one, Moments moments) {
        String unit = one.whose().unit();
        String when = one.history().lastEnd().map(end -> " " + moments.ago(end.at())).orElse("");
        return one.isWell()
                ? new Outlook(unit + " has done its work and ended" + when + ".", "")
                : new Outlook(
                        unit + " is down: it ended" + when + ", and is not started again.",
                        "That is its restart.policy; " + start(one) + " starts it.");
    }

    private static Outlook stopping(Case one, Moments moments) {
        List<History.Asked> asked = one.history().asked();
        String why =
                asked.isEmpty()
                        ? ""
                        : ": "
                                + asked.get(asked.size() - 1).words()
                                + " "
                                + moments.ago(asked.get(asked.size() - 1).at());
        return new Outlook(
                one.whose().unit() + " is stopping just now" + why + ".",
                one.moment("kill_at")
                        .map(
                                at ->
                                        "What has not ended "
                                                + moments.in(at)
                                                + " is killed (stop.timeout); "
                                                + one.whose().command("logs")
                                                + " shows what it does.")
                        .orElse(""));
    }

    private static Outlook stopped(Case one, Moments moments) {
        String unit = one.whose().unit();
        List<History.Asked> stops =
                one.history().asked().stream()
                        .filter(asked -> asked.request().equals("stop"))
                        .toList();
        if (one.isByHand() && !stops.isEmpty()) {
            History.Asked newest = stops.get(stops.size() - 1);
            return new Outlook(
                    unit + " is stopped: " + newest.words() + " " + moments.ago(newest.at()) + ".",
                    "It stays so until " + start(one) + ".");
        }
        String how =
                one.isByHand()
                        ? ", by hand"
                        : one.isWell() ? ", and does not start by itself (autostart = false)" : "";
        return new Outlook(
                unit + " is stopped" + how + ".", "It stays so until " + start(one) + ".");
    }

    private static Outlook waiting(Case one) {
        List<String> waitsFor = one.waitingFor();
        String what = waitsFor.isEmpty() ? "its turn" : String.join(", ", waitsFor);
        String others =
                waitsFor.stream()
                        .filter(reason -> reason.endsWith(")"))
                        .map(reason -> reason.substring(0, reason.indexOf(" (")))
                        .collect(Collectors.joining(" "));
        String next = "It starts as soon as that is there.";
        if (!others.isEmpty()) {
            next += " Why it is not is told by " + one.whose().command("why", " " + others) + ".";
        }
        return new Outlook(one.whose().unit() + " is down, and waits for " + what + ".", next);
    }
}
