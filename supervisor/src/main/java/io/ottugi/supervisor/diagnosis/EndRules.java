package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.SignalName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Falls of which no more is known than how they ended. */
final class EndRules {
    private static final int LARGEST_SIGNAL = 64;

    /** What codes mean by custom of shells, and of those who follow them. */
    private static final Map<Integer, String> CUSTOM =
            Map.of(
                    126,
                    "by custom: the command is there but cannot be run",
                    127,
                    "by custom: a command was not found");

    private EndRules() {}

    static Optional<Finding> killedBySomebody(Facts facts) {
        int signal = facts.ending().signal().orElse(0);
        if (signal == 0) {
            return Optional.empty();
        }
        boolean pipe = signal == SignalName.PIPE.number();
        List<Quote> quotes = new ArrayList<>();
        OomTrace.Counter counter = facts.traces().oom().counter();
        if (signal == SignalName.KILL.number() && counter != null) {
            quotes.add(new Quote(Quote.CGROUP, counter.words()));
        }
        quotes.addAll(Words.lastSaid(facts));
        return Optional.of(
                new Finding(
                        FindingKind.KILLED_BY_SOMEBODY,
                        facts.ending().words()
                                + (pipe
                                        ? ", which the kernel sends when one writes to a pipe or"
                                                + " connection that nobody reads any more."
                                        : ", which ottugi did not send; the kernel does not tell"
                                                + " who did."),
                        quotes,
                        pipe
                                ? "Find out what it writes to, or have it ignore PIPE."
                                : audit(signal)));
    }

    private static String audit(int signal) {
        return "Ask who else ends processes here: people, cron, deployments, systemd-oomd, the"
                + " container's runtime. With auditd the kernel tells the next time:"
                + " auditctl -a always,exit -F arch=b64 -S kill -F a1="
                + signal
                + " -k who; ausearch -i -k who";
    }

    /** A JVM that is told to end exits with 128 + the signal. */
    static Optional<Finding> toldToEnd(Facts facts) {
        int signal = facts.ending().signalOrItsCode();
        boolean ending =
                signal == SignalName.TERM.number()
                        || signal == SignalName.INT.number()
                        || signal == SignalName.HUP.number();
        if (!facts.run().isJava() || !ending) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        FindingKind.KILLED_BY_SOMEBODY,
                        facts.ending().words()
                                + ", as a JVM does that was sent "
                                + SignalName.of(signal)
                                + "; ottugi did not send it.",
                        Words.lastSaid(facts),
                        audit(signal)));
    }

    static Optional<Finding> exited(Facts facts) {
        int code = facts.ending().exit().orElse(-1);
        if (code < 0) {
            return Optional.empty();
        }
        String meaning = CUSTOM.getOrDefault(code, ofShell(code));
        List<Quote> quotes = new ArrayList<>();
        OomTrace.Counter counter = facts.traces().oom().counter();
        if (counter != null && counter.rose() && code != 0) {
            quotes.add(new Quote(Quote.CGROUP, counter.words()));
        }
        quotes.addAll(Words.lastSaid(facts));
        return Optional.of(
                new Finding(
                        FindingKind.EXIT,
                        facts.ending().words() + (meaning.isEmpty() ? "" : ", " + meaning) + ".",
                        quotes,
                        code == 0
                                ? "It ended of its own accord. If it is to end once its work is done,"
                                        + " set 'restart.policy = \"on-failure\"'."
                                : "See what it said: ottugi logs " + facts.run().worker()));
    }

    private static String ofShell(int code) {
        int signal = code - 128;
        return signal > 0 && signal <= LARGEST_SIGNAL
                ? "as a shell does whose command was ended by signal " + SignalName.of(signal)
                : "";
    }

    static Finding unknown(Facts facts) {
        return new Finding(
                FindingKind.UNKNOWN,
                "Ended while it was not our child, and this kernel does not tell how.",
                Words.lastSaid(facts),
                "See what it said: ottugi logs " + facts.run().worker());
    }
}
