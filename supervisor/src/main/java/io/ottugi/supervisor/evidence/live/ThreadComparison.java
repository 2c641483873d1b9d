package io.ottugi.supervisor.evidence.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What two thread dumps of one JVM say together: who has not moved, and waits for whom. */
final class ThreadComparison {
    private static final int MOST = 40;

    private final ThreadDump first;
    private final ThreadDump second;

    ThreadComparison(ThreadDump first, ThreadDump second) {
        this.first = first;
        this.second = second;
    }

    /** For people, some lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!second.deadlock().isEmpty()) {
            lines.add("The JVM has found a deadlock:");
            second.deadlock().stream().limit(MOST).forEach(line -> lines.add("  " + line));
        }
        Map<String, JavaThread> before = new HashMap<>();
        first.threads().forEach(thread -> before.put(thread.name(), thread));
        List<JavaThread> still = new ArrayList<>();
        long all = 0;
        for (JavaThread thread : second.threads()) {
            JavaThread earlier = before.get(thread.name());
            all += thread.hasStack() ? 1 : 0;
            if (thread.hasStack()
                    && earlier != null
                    && earlier.stack().equals(thread.stack())
                    && earlier.state().equals(thread.state())) {
                still.add(thread);
            }
        }
        lines.add(still.size() + " of " + all + " threads have the same stack in both dumps.");
        add(lines, "BLOCKED in both:", still.stream().filter(JavaThread::isBlocked).toList());
        add(
                lines,
                "At the same place and RUNNABLE in both:",
                still.stream().filter(thread -> thread.state().equals("RUNNABLE")).toList());
        return lines;
    }

    private void add(List<String> lines, String title, List<JavaThread> threads) {
        if (!threads.isEmpty()) {
            lines.add(title);
            threads.stream().limit(MOST).forEach(thread -> lines.add("  " + describe(thread)));
        }
    }

    private String describe(JavaThread thread) {
        Optional<String> wanted = thread.wanted();
        if (wanted.isEmpty()) {
            return "\"" + thread.name() + "\" " + thread.place();
        }
        String holder =
                second.threads().stream()
                        .filter(other -> other.holds(wanted.get()))
                        .map(other -> ", held by \"" + other.name() + "\"")
                        .findFirst()
                        .orElse("");
        return "\""
                + thread.name()
                + "\" waits for "
                + wanted.get()
                + holder
                + ", "
                + thread.place();
    }
}
