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
        String pids =
                processes.stream()
                        .map(process -> Long.toString(process.pid()))
                        .collect(Collectors.joining(" "));
        boolean one = processes.size() == 1;
        return (one ? "pid " : "pids ")
                + pids.replace(" ", ", ")
                + (one ? " was" : " were")
                + " left by this worker or another, which cannot be known; 'ottugi down' ends "
                + (one ? "it" : "them")
                + ", or: kill "
                + pids;
    }
}
