package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.evidence.Listening;
import io.ottugi.supervisor.evidence.Looked;
import io.ottugi.supervisor.evidence.Subject;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.Signals;
import io.ottugi.supervisor.process.WorkerProcesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Looks at a living worker without harming it: what its processes do, what they have open, what
 * memory they take, and what the threads of its JVMs wait for. It takes about a second for a JVM,
 * never much more than three, and hardly any time for anything else.
 */
final class LiveLook {
    static final String PROCESSES = "process.txt";
    static final String MEMORY = "memory.txt";
    static final String DESCRIPTORS = "descriptors.txt";
    static final String THREADS_FIRST = "threads-1.txt";
    static final String THREADS_AGAIN = "threads-2.txt";

    private final Signals signals;

    /** Takes the pages, and masks what is secret in them. */
    interface Pages {
        void put(String name, String text) throws IOException;
    }

    LiveLook(Signals signals) {
        this.signals = signals;
    }

    /** Looks, until all is seen or its JVMs have ended. */
    Looked look(Subject subject, Listening output, Pages pages) throws InterruptedException {
        List<String> notes = new ArrayList<>();
        OptionalLong begin = output.end();
        List<ProcStat> processes = WorkerProcesses.now(subject.pid(), subject.cookie());
        ThreadDumps dumps = new ThreadDumps(signals, output);
        // The state is worth most as it was before anybody was asked for anything.
        put(pages, PROCESSES, ProcessPage.of(processes), notes);
        dumps.askFirst(processes);
        put(pages, MEMORY, MemoryPage.of(processes), notes);
        put(pages, DESCRIPTORS, DescriptorPage.of(processes), notes);
        dumps.askAgain();
        String first = dumps.firstText();
        String reasons = String.join("\n", dumps.notes());
        put(pages, THREADS_FIRST, first.isEmpty() ? reasons : first, notes);
        put(pages, THREADS_AGAIN, dumps.secondText(), notes);
        notes.addAll(dumps.notes());
        return new Looked(dumps.quotes(), notes, begin);
    }

    private static void put(Pages pages, String name, String text, List<String> notes) {
        try {
            if (!text.isEmpty()) {
                pages.put(name, text);
            }
        } catch (IOException e) {
            notes.add("no " + name + ": " + e.getMessage());
        }
    }
}
