package io.ottugi.worker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worker as the kernel sees it. */
class WorkerProcessTest {
    private static final String PLAIN = "exec \"$@\"";

    @TempDir Path directory;

    @Test
    void countsToTheFileAndToStandardOutput() throws Exception {
        try (RunningWorker worker = worker(PLAIN, "--interval=10ms", "--count=5")) {
            assertEquals(0, worker.awaitExit());
            assertEquals("ready pid " + worker.process().pid(), worker.printed().get(0));
            assertEquals(worker.counted(), worker.printed().subList(1, 6));
            assertEquals(List.of(), worker.complaints());
        }
    }

    @Test
    void saysInOneLineWhatIsWrong() throws Exception {
        Files.createSymbolicLink(directory.resolve("count"), directory.resolve("elsewhere"));
        try (RunningWorker worker = worker(PLAIN)) {
            assertEquals(77, worker.awaitExit());
            assertEquals(1, worker.complaints().size(), worker.complaints().toString());
        }
    }

    /**
     * The parent is a program that never waits, so the raw status stays readable. (INT is left out:
     * a shell starts its background commands with INT ignored.)
     */
    @ParameterizedTest
    @CsvSource({"TERM,15", "HUP,1", "KILL,9", "PIPE,13", "BUS,7", "ABRT,6", "SEGV,6"})
    void diesByTheSignalItself(String signal, int expected) throws Exception {
        String parent = "ulimit -c 0; trap '' QUIT; \"$@\" & exec sleep 60";
        try (RunningWorker worker = worker(parent, "--kill=" + signal)) {
            int[] status = {-1};
            await("the end of the worker")
                    .atMost(RunningWorker.LIMIT)
                    .until(
                            () -> {
                                status[0] = zombieStatus(worker.process());
                                return status[0] >= 0;
                            });
            assertEquals(expected, status[0] & 0x7f);
        }
    }

    @Test
    void mayHaveSignalsForItselfAndIgnoreOthers() throws Exception {
        try (RunningWorker worker =
                worker(PLAIN, "--interval=10ms", "--report-signals=HUP", "--ignore=TERM")) {
            worker.awaitLine("ready");
            RunningWorker.kill("TERM", worker.process().pid());
            RunningWorker.kill("HUP", worker.process().pid());
            worker.awaitLine("got HUP");
            int counted = worker.counted().size();
            await("more counts")
                    .atMost(RunningWorker.LIMIT)
                    .until(() -> worker.counted().size() > counted);
        }
    }

    @Test
    void cannotReportWhatNohupIgnores() throws Exception {
        try (RunningWorker worker = worker("trap '' HUP; exec \"$@\"", "--report-signals=HUP")) {
            assertEquals(69, worker.awaitExit());
            assertTrue(worker.complaints().get(0).contains("ignored when the worker started"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'exec \"$@\" | head -n 1',Broken pipe",
        "'exec \"$@\" >&-',''",
        "'exec \"$@\" > /dev/full',No space"
    })
    void countsOnWithoutStandardOutput(String wrapper, String reason) throws Exception {
        try (RunningWorker worker = worker(wrapper, "--interval=10ms", "--count=50")) {
            worker.awaitExit();
            await("all counts")
                    .atMost(RunningWorker.LIMIT)
                    .until(() -> worker.counted().size() == 50);
            assertEquals(1, worker.complaints().size(), worker.complaints().toString());
            assertTrue(worker.complaints().get(0).contains(reason), worker.complaints().toString());
        }
    }

    /** A limit on the file's size gives short writes and failures, as a full disk does. */
    @Test
    void reportsAFullDiskAndTriesAgain() throws Exception {
        try (RunningWorker worker = worker("ulimit -S -f 1; exec \"$@\"", "--interval=10ms")) {
            // Of that file: standard output may be full before it.
            await("a complaint")
                    .atMost(RunningWorker.LIMIT)
                    .until(
                            () ->
                                    worker.complaints().stream()
                                            .anyMatch(
                                                    l -> l.matches(".*cannot write .*count: .*")));
            String pid = Long.toString(worker.process().pid());
            new ProcessBuilder("prlimit", "--pid", pid, "--fsize=unlimited").start().waitFor();
            await("recovery")
                    .atMost(RunningWorker.LIMIT)
                    .until(
                            () ->
                                    worker.complaints().stream()
                                            .anyMatch(l -> l.contains("count can be written")));
            for (String line : worker.counted()) {
                assertTrue(line.matches("\\d+ pid \\d+ \\S+Z"), line);
            }
        }
    }

    @Test
    void leavesProcessesBehind() throws Exception {
        try (RunningWorker worker = worker(PLAIN, "--leak=group,session,orphan", "--exit=0@1h")) {
            worker.awaitLine("ready");
            long group = Long.parseLong(worker.awaitLine("leaked group pid"));
            long session = Long.parseLong(worker.awaitLine("leaked session pid"));
            long orphan = Long.parseLong(worker.awaitLine("leaked orphan pid"));
            try {
                await("a session of its own")
                        .atMost(RunningWorker.LIMIT)
                        .until(() -> stat(session)[5].equals("" + session));
                assertEquals(stat(worker.process().pid())[4], stat(group)[4]);
                assertTrue(worker.process().descendants().noneMatch(p -> p.pid() == orphan));
                RunningWorker.kill("KILL", worker.process().pid());
                worker.awaitExit();
                for (long pid : new long[] {group, session, orphan}) {
                    assertTrue(ProcessHandle.of(pid).isPresent(), "pid " + pid + " has gone");
                }
            } finally {
                for (long pid : new long[] {group, session, orphan}) {
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    private RunningWorker worker(String wrapper, String... options) throws Exception {
        return new RunningWorker(directory, wrapper, options);
    }

    /** The status that wait(2) would tell of the one child, or -1 while it lives. */
    private static int zombieStatus(Process parent) throws Exception {
        List<ProcessHandle> children = parent.children().toList();
        if (children.size() != 1) {
            return -1;
        }
        String[] stat = stat(children.get(0).pid());
        return stat[2].equals("Z") ? Integer.parseInt(stat[stat.length - 1]) : -1;
    }

    /** The fields of proc(5)'s stat, by their number there less one. */
    private static String[] stat(long pid) throws Exception {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat")).strip();
        String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        String[] fields = new String[rest.length + 2];
        Arrays.fill(fields, "");
        System.arraycopy(rest, 0, fields, 2, rest.length);
        return fields;
    }
}
