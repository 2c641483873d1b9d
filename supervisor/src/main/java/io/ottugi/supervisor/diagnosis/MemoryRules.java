package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.config.value.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Falls for want of memory, of the machine's, of a cgroup's or of the JVM's own. */
final class MemoryRules {
    private static final int EXIT_ON_OUT_OF_MEMORY = 3;

    private static final Pattern ANONYMOUS = Pattern.compile("\\banon-rss:(\\d{1,15})kB");
    private static final Pattern CGROUP = Pattern.compile("^(?>.*?\\boom_memcg=)([^,]++),");
    private static final Pattern TERMINATING =
            Pattern.compile("Terminating due to java\\.lang\\.OutOfMemoryError: (.*)");
    private static final Pattern ABORTING =
            Pattern.compile("Aborting due to java\\.lang\\.OutOfMemoryError: (.*)");
    private static final Pattern ENCOUNTERED =
            Pattern.compile("fatal error: OutOfMemory encountered: (.*)");

    private MemoryRules() {}

    /** The kernel's log says that it killed this very process: proof. */
    static Optional<Finding> kernelNamesIt(Facts facts) {
        List<String> lines = facts.traces().oom().lines();
        boolean possible =
                facts.ending().isUnknown()
                        || facts.ending().signalOrItsCode() == SignalName.KILL.number();
        if (lines.isEmpty() || !possible) {
            return Optional.empty();
        }
        String all = String.join("\n", lines);
        boolean ofCgroup =
                all.contains("Memory cgroup out of memory") || CGROUP.matcher(all).find();
        String whose = ofCgroup ? "its cgroup" + named(all) : "the machine";
        return Optional.of(
                new Finding(
                        FindingKind.KERNEL_OUT_OF_MEMORY,
                        "Killed by the kernel, because "
                                + whose
                                + " ran out of memory"
                                + sizeThen(all)
                                + ".",
                        Words.quotes(Quote.KERNEL, lines),
                        advice(facts, ofCgroup)));
    }

    private static String named(String lines) {
        Matcher matcher = CGROUP.matcher(lines);
        return matcher.find() ? " " + matcher.group(1) : "";
    }

    private static String sizeThen(String lines) {
        Matcher matcher = ANONYMOUS.matcher(lines);
        return matcher.find()
                ? "; it had "
                        + Sizes.rounded(Long.parseLong(String.valueOf(matcher.group(1))) << 10)
                        + " then"
                : "";
    }

    private static String advice(Facts facts, boolean ofCgroup) {
        String less =
                facts.run().isJava()
                        ? "lower -Xmx, and leave a quarter of the limit to what is outside the heap"
                        : "make it need less";
        return ofCgroup
                ? "Raise the limit of the cgroup (memory.max; systemd: MemoryMax), or " + less + "."
                : "Look at who takes the memory ('ps -eo rss,pid,args --sort=-rss | head'), give the"
                        + " machine more, or "
                        + less
                        + ".";
    }

    /** A kill that nobody owns up to, and the kernel counted one: seen together, not proved. */
    static Optional<Finding> killedWhileKernelWasKilling(Facts facts) {
        OomTrace.Counter counter = facts.traces().oom().counter();
        if (counter == null || !counter.rose() || !facts.ending().isSignal(SignalName.KILL)) {
            return Optional.empty();
        }
        List<Quote> quotes = new ArrayList<>();
        quotes.add(new Quote(Quote.CGROUP, counter.words()));
        quotes.addAll(Words.lastSaid(facts));
        return Optional.of(
                new Finding(
                        FindingKind.KERNEL_OUT_OF_MEMORY,
                        facts.ending().words()
                                + ", and while it ran the kernel killed for want of memory ("
                                + counter.words()
                                + "): seen together; whom it killed it tells root alone.",
                        quotes,
                        advice(facts, counter.isOfCgroup())));
    }

    /** {@code -XX:+CrashOnOutOfMemoryError}: an abort, with the reason in its file or output. */
    static Optional<Finding> jvmCrashedForWantOfHeap(Facts facts) {
        if (facts.ending().signalOrItsCode() != SignalName.ABRT.number()) {
            return Optional.empty();
        }
        HsErr report = facts.traces().hsErr();
        String detail = report == null ? null : report.detail();
        Matcher matcher = ENCOUNTERED.matcher(detail == null ? "" : detail);
        if (report != null && matcher.matches()) {
            Quote quote = Words.quote(report.source(), String.valueOf(detail));
            return Optional.of(ranOut(facts, String.valueOf(matcher.group(1)), quote));
        }
        return Sighting.last(facts, ABORTING)
                .map(seen -> ranOut(facts, seen.group(1), seen.quote()));
    }

    /** {@code -XX:+ExitOnOutOfMemoryError}: exit 3, and a line that says so. */
    static Optional<Finding> jvmExitedForWantOfHeap(Facts facts) {
        return facts.ending().isExit(EXIT_ON_OUT_OF_MEMORY)
                ? Sighting.last(facts, TERMINATING)
                        .map(seen -> ranOut(facts, seen.group(1), seen.quote()))
                : Optional.empty();
    }

    private static Finding ranOut(Facts facts, String message, Quote quote) {
        JavaMemory kind = JavaMemory.of(message);
        return new Finding(
                FindingKind.JAVA_OUT_OF_MEMORY,
                facts.ending().words() + ": the JVM " + kind.what() + ", and ended itself as told.",
                List.of(quote),
                kind.advice(facts));
    }

    /** The JVM could not have memory from the system, which it tells in a file as a crash. */
    static Optional<Finding> jvmGotNoMemory(Facts facts) {
        HsErr report = facts.traces().hsErr();
        if (report == null || report.memory().isEmpty() || facts.ending().isSuccess()) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        FindingKind.NOT_ENOUGH_MEMORY,
                        facts.ending().words()
                                + ": the system did not give the JVM the memory that it asked for.",
                        Words.quotes(report.source(), report.memory()),
                        NO_MEMORY));
    }

    static final String NO_MEMORY =
            "Lower -Xmx and -Xms in 'command' to what the machine and the worker's cgroup have"
                    + " ('free -m', memory.max), or look at 'limits.as' and vm.overcommit_memory.";
}
