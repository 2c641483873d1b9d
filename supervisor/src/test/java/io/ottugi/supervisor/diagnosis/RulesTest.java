package io.ottugi.supervisor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the status and what was seen beside it come to. */
class RulesTest {
    private static final String HEAP =
            "Terminating due to java.lang.OutOfMemoryError: Java heap space";
    private static final String[] OOM = {
        "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/web,task_memcg=/web,task=java,pid=1234,uid=0",
        "Memory cgroup out of memory: Killed process 1234 (java) total-vm:671196kB, anon-rss:50816kB, file-rss:12368kB, shmem-rss:0kB, UID:0 pgtables:220kB oom_score_adj:0"
    };
    private static final String[] CRASH = {
        "#",
        "# A fatal error has been detected by the Java Runtime Environment:",
        "#",
        "#  SIGSEGV (0xb) at pc=0x00007f8cb1ea8f14, pid=1234, tid=1240",
        "#",
        "# JRE version: OpenJDK Runtime Environment (17.0.15+6) (build 17.0.15+6)",
        "# Problematic frame:",
        "# C  [libfoo.so+0x85f14]  foo_bar+0x4",
        "#",
        "Current thread (0x00007f1db4017fe0):  JavaThread \"main\"             [_thread_in_vm, id=10023]"
    };
    private static final String[] CRASH_FOR_HEAP = {
        "#  Internal Error (debug.cpp:362), pid=10021, tid=10023",
        "#  fatal error: OutOfMemory encountered: Java heap space",
        "Current thread (0x00007f1db4017fe0):  JavaThread \"main\" [_thread_in_vm, id=10023]"
    };

    @Test
    void neverRan() {
        Finding found =
                Falls.of(new Cause.CouldNotStart(Cause.Stage.COMMAND, "/srv/web not found"))
                        .found();
        is(FindingKind.COULD_NOT_START, "Could not start: /srv/web not found.", found);
        is(
                FindingKind.NOT_READY,
                "Did not become ready in time",
                Falls.of(new Cause.NotReady()).said("waiting for db").found());
    }

    @Test
    void whatWentIntoTheBackgroundIsToldWithItsRemedy() {
        WaitStatus exit = new WaitStatus.Exited(0);
        Finding nginx =
                Falls.of(new Cause.Daemonized(exit, "nginx (pid 7)"))
                        .command("/usr/sbin/nginx", "-c", "/srv/nginx.conf")
                        .found();
        assertEquals(FindingKind.DAEMONIZED, nginx.kind());
        assertTrue(nginx.sentence().contains("nginx (pid 7) lived on"), nginx.sentence());
        assertTrue(nginx.sentence().contains("'daemon off;'"), nginx.sentence());
        assertTrue(nginx.advice().contains("forking.pid_file"), nginx.advice());
        Finding script =
                Falls.of(new Cause.Daemonized(exit, "redis-server (pid 7)"))
                        .command("/srv/start.sh")
                        .found();
        assertTrue(script.sentence().contains("--daemonize no"), script.sentence());
        Finding other =
                Falls.of(new Cause.Daemonized(exit, "mine (pid 7)")).command("/srv/mine").found();
        assertTrue(other.sentence().contains("'exec'"), other.sentence());
    }

    @ParameterizedTest
    @EnumSource(Cause.Stage.class)
    void everyStageHasAdvice(Cause.Stage stage) {
        assertFalse(Falls.of(new Cause.CouldNotStart(stage, "x")).found().advice().isEmpty());
    }

    @Test
    void aStopThatWasAskedForIsNothingElse() {
        Falls stopped = Falls.exit(143).asked(Asked.Why.STOP, SignalName.TERM, "anna", 1);
        is(FindingKind.ASKED, "Ended as user anna asked (exited with code 143).", stopped.found());
        is(FindingKind.ASKED, "Ended as user anna asked", stopped.said(HEAP).found());
        is(
                FindingKind.ASKED,
                "Ended as ottugi asked (killed by signal TERM).",
                Falls.signal(SignalName.TERM)
                        .asked(Asked.Why.STOP, SignalName.TERM, null, 0)
                        .found());
        is(
                FindingKind.ASKED,
                "on its way was killed by signal SEGV",
                Falls.signal(SignalName.SEGV)
                        .asked(Asked.Why.STOP, SignalName.TERM, "anna", 0)
                        .found());
    }

    @Test
    void aKillAfterTheStopTimeoutIsTold() {
        Finding found =
                Falls.signal(SignalName.KILL)
                        .asked(Asked.Why.KILL, SignalName.KILL, "anna", 0)
                        .said("in shutdown")
                        .found();
        is(
                FindingKind.KILLED_AFTER_STOP_TIMEOUT,
                "when user anna asked, did not within 10s, and was killed",
                found);
        assertTrue(found.advice().contains("'stop.timeout'"), found::advice);
        is(
                FindingKind.ASKED,
                "exited with code 0",
                Falls.exit(0).asked(Asked.Why.KILL, SignalName.KILL, "anna", 0).found());
    }

    @Test
    void whoSentASignalThroughUsIsTold() {
        is(
                FindingKind.KILLED_BY_OPERATOR,
                "Killed by signal KILL, 2s after user root sent it KILL with 'ottugi signal'.",
                Falls.signal(SignalName.KILL)
                        .asked(Asked.Why.SIGNAL, SignalName.KILL, "root", 2)
                        .found());
        is(
                FindingKind.KILLED_BY_OPERATOR,
                "Exited with code 143",
                Falls.exit(143).asked(Asked.Why.SIGNAL, SignalName.TERM, "root", 2).found());
        is(
                FindingKind.KILLED_BY_OPERATOR,
                "Exited with code 0, 2s after user root sent it INT",
                Falls.exit(0).asked(Asked.Why.SIGNAL, SignalName.INT, "root", 2).found());
    }

    @Test
    void aSignalThatCannotBeTheReasonIsNot() {
        is(
                FindingKind.KILLED_BY_SOMEBODY,
                "did not send",
                Falls.signal(SignalName.KILL)
                        .asked(Asked.Why.SIGNAL, SignalName.USR1, "root", 1)
                        .found());
        is(
                FindingKind.EXIT,
                "code 1",
                Falls.exit(1).asked(Asked.Why.SIGNAL, SignalName.TERM, "root", 3000).found());
        is(
                FindingKind.EXIT,
                "code 1",
                Falls.exit(1).asked(Asked.Why.SIGNAL, SignalName.HUP, "root", 11).found());
        is(
                FindingKind.EXIT,
                "code 1",
                Falls.exit(1).asked(Asked.Why.SIGNAL, SignalName.USR2, "root", 0).found());
    }

    @Test
    void theKernelsOwnWordIsProof() {
        Finding found = Falls.signal(SignalName.KILL).kernel(OOM).found();
        is(
                FindingKind.KERNEL_OUT_OF_MEMORY,
                "because its cgroup /web ran out of memory; it had 49.6 MB then.",
                found);
        assertEquals(
                List.of("kernel", "kernel"), found.quotes().stream().map(Quote::source).toList());
        is(FindingKind.KERNEL_OUT_OF_MEMORY, "its cgroup", Falls.unknown().kernel(OOM).found());
        is(
                FindingKind.KERNEL_OUT_OF_MEMORY,
                "because the machine ran out of memory",
                Falls.signal(SignalName.KILL)
                        .kernel(
                                "Out of memory: Killed process 1234 (java) total-vm:1kB, anon-rss:1kB")
                        .found());
        is(FindingKind.EXIT, "code 1", Falls.exit(1).kernel(OOM).found());
    }

    @Test
    void aCounterThatRoseIsSeenTogetherOnly() {
        Finding found = Falls.signal(SignalName.KILL).counted(3, 4).found();
        is(FindingKind.KERNEL_OUT_OF_MEMORY, "seen together", found);
        assertTrue(found.sentence().contains("rose from 3 to 4"), found::sentence);
        Finding other = Falls.signal(SignalName.KILL).counted(4, 4).found();
        is(FindingKind.KILLED_BY_SOMEBODY, "the kernel does not tell who", other);
        assertTrue(other.quotes().get(0).text().endsWith("stayed 4"), other::toString);
        is(
                FindingKind.KILLED_BY_SOMEBODY,
                "TERM",
                Falls.signal(SignalName.TERM).counted(3, 4).found());
        is(FindingKind.EXIT, "signal KILL", Falls.exit(137).counted(3, 4).found());
    }

    @Test
    void aJvmThatEndedItselfForWantOfHeap() {
        is(
                FindingKind.JAVA_OUT_OF_MEMORY,
                "Exited with code 3: the JVM ran out of Java heap",
                Falls.exit(3).said(HEAP).found());
        is(FindingKind.EXIT, "Exited with code 3.", Falls.exit(3).said("bye").found());
        is(
                FindingKind.JAVA_OUT_OF_MEMORY,
                "signal ABRT: the JVM ran out of Java heap",
                Falls.signal(SignalName.ABRT).hsErr(CRASH_FOR_HEAP).found());
        is(
                FindingKind.JAVA_OUT_OF_MEMORY,
                "ran out of room for classes",
                Falls.signal(SignalName.ABRT)
                        .said("Aborting due to java.lang.OutOfMemoryError: Metaspace")
                        .found());
        is(
                FindingKind.JAVA_OUT_OF_MEMORY,
                "Java heap",
                Falls.exit(134).hsErr(CRASH_FOR_HEAP).found());
    }

    @Test
    void aJvmThatCrashed() {
        Finding found = Falls.signal(SignalName.ABRT).hsErr(CRASH).found();
        is(
                FindingKind.JVM_CRASH,
                "the JVM crashed, SIGSEGV (0xb) in C [libfoo.so+0x85f14] foo_bar+0x4, thread JavaThread \"main\".",
                found);
        assertTrue(found.advice().contains("native library"), found::advice);
        is(FindingKind.JVM_CRASH, "crashed", Falls.unknown().hsErr(CRASH).found());
        is(FindingKind.EXIT, "code 0", Falls.exit(0).hsErr(CRASH).found());
        is(FindingKind.EXIT, "code 1", Falls.exit(1).hsErr(CRASH).found());
    }

    @Test
    void aJvmThatWasMadeToCrash() {
        Finding found =
                Falls.signal(SignalName.ABRT)
                        .hsErr(
                                "#  SIGSEGV (0xb) at pc=0x00007f8cb1ea8f14 (sent by kill), pid=10134, tid=10134",
                                "# Problematic frame:",
                                "# C  [libc.so.6+0x85f14]",
                                "siginfo: si_signo: 11 (SIGSEGV), si_code: 0 (SI_USER), si_pid: 9884, si_uid: 33")
                        .found();
        is(FindingKind.JVM_CRASH, "by SIGSEGV, which process 9884 of user id 33 sent", found);
        assertTrue(found.advice().contains("find out who"), found::advice);
    }

    @Test
    void aJvmThatGotNoMemory() {
        Finding found =
                Falls.exit(1)
                        .hsErr(
                                "# There is insufficient memory for the Java Runtime Environment to continue.",
                                "# Native memory allocation (mmap) failed to map 65229815808 bytes.")
                        .found();
        is(FindingKind.NOT_ENOUGH_MEMORY, "did not give the JVM the memory", found);
        assertEquals(2, found.quotes().size());
    }

    @Test
    void nativeCodeThatCrashed() {
        Finding dumped =
                Falls.of(new Cause.Ended(new WaitStatus.Signaled(11, true)))
                        .command("web")
                        .core(
                                "|/usr/lib/systemd/systemd-coredump %P",
                                "web[1234]: segfault at 0 ip 0 sp 0 error 4 in web")
                        .found();
        is(
                FindingKind.NATIVE_CRASH,
                "Killed by signal SEGV: it used memory that is not its own.",
                dumped);
        assertEquals("It left a core dump: coredumpctl debug 1234", dumped.advice());
        Finding plain = Falls.signal(SignalName.SEGV).core("core").found();
        is(FindingKind.NATIVE_CRASH, "or somebody sent it that signal", plain);
        assertTrue(plain.advice().contains("limits.core"), plain::advice);
    }

    @ParameterizedTest
    @EnumSource(SignalName.class)
    void everySignalIsExplained(SignalName signal) {
        Finding found = Falls.signal(signal).found();
        assertTrue(found.sentence().startsWith("Killed by signal " + signal), found::sentence);
        assertFalse(found.advice().isEmpty());
    }

    @Test
    void whatEndedWithoutMuchToSay() {
        is(
                FindingKind.KILLED_BY_SOMEBODY,
                "as a JVM does that was sent TERM",
                Falls.exit(143).found());
        is(
                FindingKind.EXIT,
                "as a shell does whose command was ended by signal TERM",
                Falls.exit(143).command("sh").found());
        is(FindingKind.EXIT, "a command was not found", Falls.exit(127).command("sh").found());
        Finding done = Falls.exit(0).said("a", "b", "", "c", "d").found();
        is(FindingKind.EXIT, "Exited with code 0.", done);
        assertEquals(List.of("b", "c", "d"), done.quotes().stream().map(Quote::text).toList());
        is(FindingKind.UNKNOWN, "does not tell how", Falls.unknown().found());
        is(
                FindingKind.KILLED_BY_SOMEBODY,
                "Killed by signal KILL, or exited with code 137 (this kernel does not tell which)",
                Falls.of(new Cause.Ended(new WaitStatus.Ambiguous(137))).command("sh").found());
    }

    @Test
    void kindsAreKnownByTheirLabels() {
        assertEquals("java-out-of-memory", FindingKind.JAVA_OUT_OF_MEMORY.label());
        Arrays.stream(FindingKind.values())
                .forEach(kind -> assertEquals(kind, FindingKind.of(kind.label()).orElseThrow()));
    }

    private static void is(FindingKind kind, String words, Finding found) {
        assertEquals(kind, found.kind(), found::toString);
        assertTrue(found.sentence().contains(words), found::sentence);
        assertTrue(found.sentence().endsWith("."), found::sentence);
    }

    @Test
    void wordsThatAreTooLongAreNoLackOfMemory() {
        String detail = "no new process: Argument list too long";
        String advice =
                Falls.of(new Cause.CouldNotStart(Cause.Stage.FORK, detail)).found().advice();
        assertTrue(advice.startsWith("Shorten 'command'"), advice);
    }
}
