package io.ottugi.supervisor.runtime.loop;

import io.ottugi.supervisor.proc.ProcessIdentity;
import java.util.List;
import java.util.stream.Collectors;

/** Processes that workers left behind, of which nothing tells whose they are. */
public final class Strays {
    private Strays() {}

    /** Says for people which they are and what becomes of them; empty if there are none. */
    public static String sentence(List<ProcessIdentity> processes) {
        if (processes.isEmpty()) {
            return "";
        }
        String pids = pids(processes).replace(",", "");
        boolean one = processes.size() == 1;
        return (one ? "pid " : "pids ")
                + pids(processes)
                + (one ? " was" : " were")
                + " left by this worker or another, which cannot be known; 'ottugi down' ends "
                + (one ? "it" : "them")
                + ", or: kill "
                + pids;
    }

    /** Such as {@code 17, 18}. */
    static String pids(List<ProcessIdentity> processes) {
        return processes.stream()
                .map(process -> Long.toString(process.pid()))
                .collect(Collectors.joining(", "));
    }
}
