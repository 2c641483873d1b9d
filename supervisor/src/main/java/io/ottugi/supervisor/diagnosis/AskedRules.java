package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.SignalName;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Falls that were asked of us. */
final class AskedRules {
    /** A program that handles a signal ends some time after it, with a code of its own. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /** A signal that ended it was sent just before. */
    private static final Duration AT_ONCE = Duration.ofSeconds(60);

    private static final Set<SignalName> ENDING =
            EnumSet.of(
                    SignalName.TERM,
                    SignalName.INT,
                    SignalName.QUIT,
                    SignalName.HUP,
                    SignalName.ABRT);

    private AskedRules() {}

    static Optional<Finding> killedAfterStopTimeout(Facts facts) {
        Asked asked = facts.asked();
        if (asked == null
                || asked.why() != Asked.Why.KILL
                || facts.ending().signalOrItsCode() != SignalName.KILL.number()) {
            return Optional.empty();
        }
        String told = asked.by() == null ? "" : " when " + asked.who() + " asked";
        return Optional.of(
                new Finding(
                        FindingKind.KILLED_AFTER_STOP_TIMEOUT,
                        "Was told to end"
                                + told
                                + ", did not within "
                                + Words.duration(facts.run().stopTimeout())
                                + ", and was killed by ottugi.",
                        Words.lastSaid(facts),
                        "If it only needs longer to end, raise 'stop.timeout'; if it waits for"
                                + " another signal, set 'stop.signal'; else find out what it hangs"
                                + " in."));
    }

    static Optional<Finding> stopped(Facts facts) {
        Asked asked = facts.asked();
        if (asked == null || asked.why() == Asked.Why.SIGNAL) {
            return Optional.empty();
        }
        int signal = facts.ending().signal().orElse(0);
        boolean otherwise =
                signal != 0
                        && signal != asked.signal().number()
                        && signal != SignalName.KILL.number();
        String how = lower(facts.ending().words());
        return Optional.of(
                new Finding(
                        FindingKind.ASKED,
                        otherwise
                                ? "Was told to end, as "
                                        + asked.who()
                                        + " asked, and on its way was "
                                        + how
                                        + "."
                                : "Ended as " + asked.who() + " asked (" + how + ").",
                        otherwise ? Words.lastSaid(facts) : List.of(),
                        ""));
    }

    static Optional<Finding> signalled(Facts facts) {
        Asked asked = facts.asked();
        if (asked == null || asked.why() != Asked.Why.SIGNAL || !fits(facts, asked)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        FindingKind.KILLED_BY_OPERATOR,
                        facts.ending().words()
                                + ", "
                                + Words.duration(asked.before())
                                + " after "
                                + asked.who()
                                + " sent it "
                                + asked.signal()
                                + " with 'ottugi signal'.",
                        List.of(),
                        "To end it for good use 'ottugi stop "
                                + facts.run().worker()
                                + "'; what falls by a signal is started again by its restart"
                                + " policy."));
    }

    /** By its number the signal ended it; else it may have handled it, and then ended soon. */
    private static boolean fits(Facts facts, Asked asked) {
        if (facts.ending().signalOrItsCode() == asked.signal().number()) {
            return asked.before().compareTo(AT_ONCE) <= 0;
        }
        return facts.ending().exit().isPresent()
                && ENDING.contains(asked.signal())
                && asked.before().compareTo(SOON) <= 0;
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
