package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.SignalName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Falls of code that did what it must not, which the kernel answers with a signal. */
final class CrashRules {
    private static final Map<SignalName, String> FAULTS = new EnumMap<>(SignalName.class);

    static {
        FAULTS.put(SignalName.SEGV, "it used memory that is not its own");
        FAULTS.put(SignalName.BUS, "it used memory that is not there, or a file that was cut");
        FAULTS.put(SignalName.ILL, "it ran an instruction that this processor does not have");
        FAULTS.put(SignalName.FPE, "it divided by zero or the like");
        FAULTS.put(SignalName.ABRT, "it gave up by itself (abort)");
        FAULTS.put(SignalName.TRAP, "it ran into a breakpoint");
        FAULTS.put(SignalName.SYS, "it made a system call that it may not make (seccomp)");
    }

    private CrashRules() {}

    /** A JVM that wrote down its crash. */
    static Optional<Finding> jvm(Facts facts) {
        HsErr report = facts.traces().hsErr();
        boolean byItself = facts.ending().signalOrItsCode() == 0 && !facts.ending().isUnknown();
        if (report == null || report.problem() == null || byItself) {
            return Optional.empty();
        }
        List<String> quotes = new ArrayList<>();
        for (String text : new String[] {report.problem(), report.detail(), report.frame()}) {
            if (text != null) {
                quotes.add(text);
            }
        }
        return Optional.of(
                new Finding(
                        FindingKind.JVM_CRASH,
                        facts.ending().words() + ": the JVM crashed" + what(report) + ".",
                        Words.quotes(report.source(), quotes),
                        advice(report)));
    }

    private static String what(HsErr report) {
        String problem = String.valueOf(report.problem()).replaceFirst(" at pc=.*", "");
        HsErr.Sender sender = report.sender();
        if (sender != null) {
            return " by "
                    + problem.replaceFirst(" .*", "")
                    + ", which process "
                    + sender.pid()
                    + " of user id "
                    + sender.uid()
                    + " sent it";
        }
        return ", "
                + problem
                + (report.frame() == null ? "" : " in " + report.frame())
                + (report.thread() == null ? "" : ", thread " + report.thread());
    }

    private static String advice(HsErr report) {
        if (report.sender() != null) {
            return "It did not crash by itself: find out who sends it that signal.";
        }
        String frame = report.frame() == null ? "" : report.frame();
        String more = " The whole report is hs_err.log in the incident's folder.";
        if (frame.startsWith("C ")) {
            return "The native library in the frame is at fault, or was handed nonsense: update it,"
                    + " or do without it."
                    + more;
        }
        return frame.startsWith("J ") || frame.startsWith("j ")
                ? "Java code alone cannot do that: look for Unsafe, JNI or foreign memory in that"
                        + " method; else update the JDK."
                        + more
                : "This is in the JVM itself: update the JDK, and report it if it stays." + more;
    }

    /** The kernel ends what used up a limit. */
    static Optional<Finding> overLimit(Facts facts) {
        String limit =
                facts.ending().isSignal(SignalName.XCPU)
                        ? "processor time, 'limits.cpu'"
                        : facts.ending().isSignal(SignalName.XFSZ)
                                ? "the size of a file, 'limits.fsize'"
                                : "";
        return limit.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                FindingKind.KILLED_BY_SOMEBODY,
                                facts.ending().words()
                                        + ", which the kernel sends when the limit of "
                                        + limit
                                        + ", is passed; ottugi did not send it.",
                                Words.lastSaid(facts),
                                "Raise that limit, or find out why it needs so much."));
    }

    static Optional<Finding> nativeCode(Facts facts) {
        for (Map.Entry<SignalName, String> fault : FAULTS.entrySet()) {
            if (facts.ending().isSignal(fault.getKey())) {
                return Optional.of(crashed(facts, fault.getValue()));
            }
        }
        return Optional.empty();
    }

    private static Finding crashed(Facts facts, String why) {
        List<Quote> quotes = new ArrayList<>(Words.quotes(Quote.KERNEL, facts.traces().kernel()));
        quotes.addAll(Words.lastSaid(facts));
        boolean sent = facts.traces().kernel().isEmpty();
        return new Finding(
                FindingKind.NATIVE_CRASH,
                facts.ending().words()
                        + ": "
                        + why
                        + (sent ? ", or somebody sent it that signal." : "."),
                quotes,
                CoreDump.advice(facts));
    }
}
