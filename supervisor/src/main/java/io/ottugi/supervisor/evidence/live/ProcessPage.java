package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcText;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the kernel tells of processes, as a page for people. */
final class ProcessPage {
    private static final int MOST_PROCESSES = 50;
    private static final int MOST_THREADS = 500;
    private static final int MOST_STUCK = 8192;
    private static final Map<Character, String> STATES =
            Map.of(
                    'R', "running",
                    'S', "sleeping",
                    'D', "hangs in the kernel, no signal ends it",
                    'T', "stopped",
                    't', "stopped by a debugger",
                    'Z', "has ended, is not reaped",
                    'I', "idle");

    private final StringBuilder text = new StringBuilder();

    private ProcessPage() {}

    /**
     * @param processes the worker's, its first one first
     */
    static String of(List<ProcStat> processes) {
        ProcessPage page = new ProcessPage();
        int shown = Math.min(processes.size(), MOST_PROCESSES);
        for (int i = 0; i < shown; i++) {
            page.add(processes.get(i), i == 0);
        }
        if (processes.size() > shown) {
            page.text.append("and ").append(processes.size() - shown).append(" more\n");
        }
        return page.text.toString();
    }

    private void add(ProcStat process, boolean all) {
        long pid = process.pid();
        text.append("pid ").append(pid).append(", ").append(process.name());
        text.append(", child of ").append(process.parent()).append('\n');
        text.append("state: ").append(state(process.state())).append('\n');
        if (process.state() != 'D') {
            // It takes a lock of the process's memory, in which a reader could hang with it.
            section("command line", ProcText.of(pid, "cmdline").replace('\0', ' '));
        }
        section("waits in the kernel at", ProcText.of(pid, "wchan"));
        section("kernel stack", ProcText.of(pid, "stack"));
        threads(pid);
        if (all) {
            section("status", ProcText.of(pid, "status"));
            section("limits", ProcText.of(pid, "limits"));
            section("control group", ProcText.of(pid, "cgroup"));
        }
        text.append('\n');
    }

    private static String state(char state) {
        return state + " (" + STATES.getOrDefault(state, "unknown") + ")";
    }

    private void section(String title, String content) {
        String plain = content.strip();
        if (!plain.isEmpty() && !plain.equals("0")) {
            boolean oneLine = plain.indexOf('\n') < 0;
            text.append(title).append(oneLine ? ": " : ":\n  ");
            text.append(plain.replace("\n", "\n  ")).append('\n');
        }
    }

    /** How many there are in each state, and where those in the kernel hang. */
    private void threads(long pid) {
        String[] names = new File("/proc/" + pid + "/task").list();
        Map<Character, Integer> counts = new TreeMap<>();
        StringBuilder stuck = new StringBuilder();
        int looked = 0;
        for (String name : names == null ? new String[0] : names) {
            String task = "task/" + name;
            String stat = looked++ < MOST_THREADS ? ProcText.of(pid, task + "/stat") : "";
            int end = stat.lastIndexOf(')');
            if (end > 0 && end + 2 < stat.length()) {
                char state = stat.charAt(end + 2);
                counts.merge(state, 1, Integer::sum);
                if (state == 'D' && stuck.length() < MOST_STUCK) {
                    stuck.append("thread ").append(name).append(' ');
                    stuck.append(stat, stat.indexOf('('), end + 1).append(" hangs at ");
                    stuck.append(ProcText.of(pid, task + "/wchan")).append('\n');
                    stuck.append(ProcText.of(pid, task + "/stack"));
                }
            }
        }
        StringBuilder sum = new StringBuilder();
        counts.forEach((state, count) -> sum.append(count).append(' ').append(state).append("  "));
        section("threads", sum.toString());
        section("threads that hang in the kernel", stuck.toString());
    }
}
