package io.ottugi.supervisor.evidence.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thread dumps as HotSpot writes them, and what two of them say together. */
class ThreadDumpTest {
    /** Of JDK 17, shortened; 8 and 25 differ in the heads of threads only. */
    private static final String DUMP =
            """
            2026-11-22 18:13:14
            Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):

            Threads class SMR info:
            _java_thread_list=0x00007f8cd0001130, length=12, elements={
            }

            "left" #11 prio=5 os_prio=0 cpu=1.39ms tid=0x00007f8d64118 nid=0x50d3 waiting for monitor
               java.lang.Thread.State: BLOCKED (on object monitor)
            \tat Dead.lambda$main$1(Dead.java:6)
            \t- waiting to lock <0x000000069ec19a50> (a java.lang.Object)
            \t- locked <0x000000069ec19a40> (a java.lang.Object)
            \tat java.lang.Thread.run(java.base@17.0.15/Thread.java:840)

            "right "quoted"" #12 prio=5 os_prio=0 cpu=0.54ms tid=0x00007f8d64119 nid=0x50d4 waiting
               java.lang.Thread.State: BLOCKED (on object monitor)
            \tat Dead.lambda$main$2(Dead.java:7)
            \t- waiting to lock <0x000000069ec19a40> (a java.lang.Object)
            \t- locked <0x000000069ec19a50> (a java.lang.Object)

            a line of the worker's own
            "busy" #13 [77] prio=5 os_prio=0 cpu=9.54ms elapsed=5.32s tid=0x00007f8d64120 nid=77 runnable
               java.lang.Thread.State: RUNNABLE
            \tat Busy.spin(Busy.java:%d)

            "VM Thread" os_prio=0 cpu=3.14ms elapsed=5.35s tid=0x00007f8d640f2 nid=0x50c8 runnable

            JNI global refs: 7, weak refs: 0


            Found one Java-level deadlock:
            =============================
            "left":
              waiting to lock monitor 0x00007f8cc80015a0 (object 0x000000069ec19a50, a java.lang.Object),
              which is held by "right "quoted""

            "right "quoted"":
              waiting to lock monitor 0x00007f8cd4075b00 (object 0x000000069ec19a40, a java.lang.Object),
              which is held by "left"

            Java stack information for the threads listed above:
            ===================================================
            "left":
            \tat Dead.lambda$main$1(Dead.java:6)

            Found 1 deadlock.

            Heap
             def new generation   total 9216K, used 2411K [0x00000000fe000000)
              eden space 8192K,  29%% used [0x00000000fe000000)
             Metaspace       used 1058K, committed 1216K, reserved 1056768K

            """;

    @Test
    void isFoundAmongWhatTheWorkerSays() {
        List<String> output = new ArrayList<>(List.of("ready"));
        output.addAll(lines(8));
        output.add("goes on");
        output.addAll(lines(9));
        List<ThreadDump> dumps = ThreadDump.all(output);
        assertEquals(2, dumps.size());
        assertTrue(dumps.stream().allMatch(ThreadDump::isWhole));
        assertTrue(dumps.get(0).lines().get(0).startsWith("Full thread dump"));
        assertTrue(dumps.get(0).lines().get(dumps.get(0).lines().size() - 1).contains("Metaspace"));
        assertEquals(
                List.of("left", "right \"quoted\"", "busy", "VM Thread"),
                dumps.get(0).threads().stream().map(JavaThread::name).toList());
    }

    @Test
    void isNotWholeBeforeItsEndHasCome() {
        List<String> all = lines(8);
        for (int length = 2; length < all.size() - 4; length++) {
            ThreadDump dump = ThreadDump.all(all.subList(0, length)).get(0);
            assertFalse(dump.isWhole(), "after line " + length);
        }
        assertEquals(List.of(), ThreadDump.all(List.of("no dump", "Heap", "")));
    }

    @Test
    void deadlockIsQuotedByThread() {
        assertEquals(
                List.of(
                        "\"left\": waiting to lock monitor 0x00007f8cc80015a0 (object"
                                + " 0x000000069ec19a50, a java.lang.Object), which is held by"
                                + " \"right \"quoted\"\"",
                        "\"right \"quoted\"\": waiting to lock monitor 0x00007f8cd4075b00 (object"
                                + " 0x000000069ec19a40, a java.lang.Object), which is held by"
                                + " \"left\""),
                ThreadDump.all(lines(8)).get(0).deadlockedThreads());
    }

    @Test
    void whoHasNotMovedIsSeenInTwo() {
        ThreadDump first = ThreadDump.all(lines(8)).get(0);
        ThreadDump second = ThreadDump.all(lines(9)).get(0);
        List<String> compared = new ThreadComparison(first, second).lines();
        assertEquals("The JVM has found a deadlock:", compared.get(0));
        assertEquals(
                List.of(
                        "2 of 3 threads have the same stack in both dumps.",
                        "BLOCKED in both:",
                        "  \"left\" waits for <0x000000069ec19a50> (a java.lang.Object), held by"
                                + " \"right \"quoted\"\", at Dead.lambda$main$1(Dead.java:6)",
                        "  \"right \"quoted\"\" waits for <0x000000069ec19a40> (a"
                                + " java.lang.Object), held by \"left\", at"
                                + " Dead.lambda$main$2(Dead.java:7)"),
                compared.subList(8, compared.size()));
        List<String> same = new ThreadComparison(first, first).lines();
        assertEquals("  \"busy\" at Busy.spin(Busy.java:8)", same.get(same.size() - 1));
    }

    private static List<String> lines(int line) {
        return DUMP.formatted(line).lines().toList();
    }
}
