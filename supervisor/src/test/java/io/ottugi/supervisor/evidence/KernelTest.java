package io.ottugi.supervisor.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.Definition;
import io.ottugi.supervisor.config.Settings;
import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.diagnosis.KernelLog;
import io.ottugi.supervisor.diagnosis.PortHolder;
import io.ottugi.supervisor.proc.Cgroups;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.jvm.JvmFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel says, as it was said by Linux 5.10 to 6.18. */
class KernelTest {
    private static final List<String> HYBRID =
            List.of(
                    "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
                    "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu",
                    "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
                    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw");
    private static final List<String> UNIFIED =
            List.of(
                    "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate");
    private static final List<String> IN_A_CONTAINER =
            List.of("31 23 0:28 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6,422,26245347250,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/c,task_memcg=/c,task=java,pid=14524,uid=0 | 14524 | true",
                "3,423,26245347338,-;Memory cgroup out of memory: Killed process 14524 (java) total-vm:671196kB, anon-rss:50816kB | 14524 | true",
                "3,423,26245347338,-;Out of memory: Killed process 77 (a (b) Killed process 1 (x) total-vm:1kB | 77 | true",
                "6,11,6319039337,-;java[23602]: segfault at 0 ip 00007f7aaf0e4219 sp 00007f7aad5fc458 error 4 in libc.so.6[156219] | 23602 | false",
                "6,12,6319039337,-;traps: web[99] trap invalid opcode ip:4005 sp:7ffc error:0 in web[400000+1000] | 99 | false",
            })
    void linesThatNameAProcess(String record, long pid, boolean memory) {
        KernelLog.Line line = KernelLog.parse(List.of(record + "\n SUBSYSTEM=x\n")).get(0);
        assertEquals(pid, line.pid());
        assertEquals(memory, line.isOutOfMemory());
    }

    @Test
    void otherLinesAreNothing() {
        assertEquals(
                List.of(),
                KernelLog.parse(
                        List.of(
                                "",
                                "4,345,26245301751,-;java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0",
                                "6,1,12,-;[  14523]     0 14523      656      227        0      227 sh",
                                "6,1,99999999999999999999,-;Killed process 1 (x)")));
    }

    @Test
    void onlyWhatWasSaidInItsTimeIsOfAProcess() {
        KernelLog.Line line = new KernelLog.Line(7, 100_000_000, "x");
        assertTrue(line.isWithin(95_000_000_000L, 96_000_000_000L));
        assertFalse(line.isWithin(50_000_000_000L, 60_000_000_000L));
        assertFalse(line.isWithin(150_000_000_000L, 160_000_000_000L));
    }

    @Test
    void whereACgroupsKillsAreCounted() {
        assertEquals(
                Optional.of(Path.of("/sys/fs/cgroup/memory/web/x/memory.oom_control")),
                new Cgroups(HYBRID).counter("9:name=systemd:/\n4:memory:/web/x\n0::/other\n"));
        assertEquals(
                Optional.of(Path.of("/sys/fs/cgroup/system.slice/web.service/memory.events")),
                new Cgroups(UNIFIED).counter("0::/system.slice/web.service\n"));
        assertEquals(
                Optional.of(Path.of("/sys/fs/cgroup/web/memory.events")),
                new Cgroups(IN_A_CONTAINER).counter("0::/docker/abc/web\n"));
        assertEquals(Optional.empty(), new Cgroups(IN_A_CONTAINER).counter("0::/../web\n"));
        assertEquals(Optional.empty(), new Cgroups(IN_A_CONTAINER).counter("0::/else\n"));
        assertEquals(Optional.empty(), new Cgroups(List.of()).counter("0::/x\n"));
        assertEquals(Optional.empty(), new Cgroups(HYBRID).counter("nonsense"));
    }

    @Test
    void kills() {
        assertEquals(
                Optional.of(3L), Cgroups.kills("low 0\noom 4\noom_kill 3\noom_group_kill 0\n"));
        assertEquals(
                Optional.of(1L), Cgroups.kills("oom_kill_disable 0\nunder_oom 0\noom_kill 1\n"));
        assertEquals(Optional.empty(), Cgroups.kills("under_oom 0\n"));
    }

    @Test
    void aListenerIsFoundInTheTable() {
        String table =
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:1F90 00000000:0000 01 00000000:00000000 00:00000000 00000000     0        0 139 1 0 100 0
                   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000    33        0 140 1 0 100 0
                """;
        PortHolders.Listener found = PortHolders.listener(table, 8080).orElseThrow();
        assertEquals(33, found.uid());
        assertEquals(140, found.inode());
        assertEquals(Optional.empty(), PortHolders.listener(table, 8081));
    }

    @Test
    void whoListensIsFound() throws IOException, BadSetting {
        try (ServerSocket ours = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = ours.getLocalPort();
            String process = "pid " + ProcessHandle.current().pid() + " (java)";
            Subject fallen = fallen();
            assertEquals(
                    new PortHolder("by " + process, ""),
                    new PortHolders(fallen, Map.of()).holder(port).orElseThrow());
            long session = ProcStat.read(ProcessHandle.current().pid()).orElseThrow().session();
            assertEquals(
                    new PortHolder("by worker 'db:2', " + process, "db:2"),
                    new PortHolders(fallen, Map.of(session, "db:2")).holder(port).orElseThrow());
            assertEquals(
                    new PortHolder("by a process that it left behind itself, " + process, ""),
                    new PortHolders(fallen, Map.of(session, "web")).holder(port).orElseThrow());
        }
    }

    @Test
    void aWorkerThatListensIsKnownByWhatItCarries() throws BadSetting {
        PortHolders holders = new PortHolders(fallen(), Map.of());
        assertEquals(
                new PortHolder("by worker 'db', pid 7 (x)", "db"),
                holders.ofWorker(new Cookie("place", "shop", "db", 3, "y"), "pid 7 (x)"));
        assertEquals(
                new PortHolder("by worker 'db' of supervisor 'bank', pid 7 (x)", "-n bank db"),
                holders.ofWorker(new Cookie("place", "bank", "db", 3, "y"), "pid 7 (x)"));
    }

    private static Subject fallen() throws BadSetting {
        WorkerSpec spec =
                new Definition("web", List.of("java"), Settings.parse(List.of(), Path.of("/")))
                        .specs(0, Optional.empty())
                        .get(0);
        return new Subject(
                spec,
                new Cookie("place", "shop", "web", 1, "x"),
                77,
                Subject.Positions.UNKNOWN,
                JvmFiles.OURS);
    }
}
