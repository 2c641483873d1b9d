package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcText;
import io.ottugi.supervisor.proc.SmallFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What processes take of the memory, and what the machine has of it, as a page for people. */
final class MemoryPage {
    private static final int MOST_PROCESSES = 50;

    private MemoryPage() {}

    static String of(List<ProcStat> processes) {
        StringBuilder text = new StringBuilder();
        processes.stream().limit(MOST_PROCESSES).forEach(process -> add(text, process));
        String machine = SmallFile.text(Path.of("/proc/meminfo")).orElse("");
        return text.append("the machine\n")
                .append(lines(machine, "(Mem|Swap|Cached|Dirty|Commit).*"))
                .toString();
    }

    private static void add(StringBuilder text, ProcStat process) {
        long pid = process.pid();
        text.append("pid ").append(pid).append(", ").append(process.name()).append('\n');
        text.append(lines(ProcText.of(pid, "status"), "(Vm|Rss|Threads|HugetlbPages).*"));
        if (process.state() != 'D') {
            // It takes a lock of the process's memory, in which a reader could hang with it.
            text.append(lines(ProcText.of(pid, "smaps_rollup"), "[A-Z]\\w+:.*"));
        }
        text.append("oom_score: ").append(ProcText.of(pid, "oom_score").strip()).append("\n\n");
    }

    private static String lines(String text, String pattern) {
        return text.lines()
                .filter(line -> line.matches(pattern))
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining());
    }
}
