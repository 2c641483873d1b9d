package io.ottugi.supervisor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real programs say when they cannot go on, and what is made of it. */
class OutputCluesTest {
    /** What was said, what it is, and words of the sentence and the advice. */
    private record Case(FindingKind kind, String words, String output) {}

    static Stream<Case> cases() {
        return Stream.of(ports(), jvm(), classes(), memory(), system(), exceptions())
                .flatMap(List::stream);
    }

    private static List<Case> ports() {
        return List.of(
                port(
                        "8080",
                        "***\nAPPLICATION FAILED TO START\n***\n\nDescription:\n\nWeb server failed to start. Port 8080 was already in use.\n\nAction:\n\nIdentify and stop the process that's listening on port 8080 or configure this application to listen on another port.\n"),
                port(
                        "80",
                        "2026/11/22 18:00:00 [emerg] 7#7: bind() to 0.0.0.0:80 failed (98: Address already in use)\nnginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)\nnginx: [emerg] still could not bind()\n"),
                port(
                        "3000",
                        "node:events:497\n      throw er; // Unhandled 'error' event\n      ^\n\nError: listen EADDRINUSE: address already in use :::3000\n    at Server.setupListenHandle [as _listen2] (node:net:1904:16)\n  code: 'EADDRINUSE',\n  errno: -98,\n  port: 3000\n}\n\nNode.js v20.11.1\n"),
                port(
                        "8000",
                        "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    s.bind(('127.0.0.1', 8000))\nOSError: [Errno 98] Address already in use\n"),
                port(
                        "8000",
                        "ERROR:    [Errno 98] error while attempting to bind on address ('127.0.0.1', 8000): address already in use\n"),
                port(
                        "8001",
                        "[2026-11-22 18:00:00 +0000] [77] [ERROR] Connection in use: ('127.0.0.1', 8001)\n"),
                port(
                        "8080",
                        "2026/11/22 18:00:00 listen tcp :8080: bind: address already in use\nexit status 1\n"),
                port(
                        "6379",
                        "77:M 22 Nov 2026 18:00:00.000 # Could not create server TCP listening socket *:6379: bind: Address already in use\n77:M 22 Nov 2026 18:00:00.000 # Failed listening on port 6379 (tcp), aborting.\n"),
                port(
                        "9090",
                        "Exception in thread \"main\" java.io.IOException: Failed to bind to 0.0.0.0/0.0.0.0:9090\n\tat org.eclipse.jetty.server.ServerConnector.openAcceptChannel(ServerConnector.java:349)\nCaused by: java.net.BindException: Address already in use\n\tat java.base/sun.nio.ch.Net.bind0(Native Method)\n\t... 8 more\n"),
                port(
                        "80",
                        "(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80\nno listening sockets available, shutting down\n"),
                port(
                        "5432",
                        "LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use\nHINT:  Is another postmaster already running on port 5432? If not, wait a few seconds and retry.\nFATAL:  could not create any TCP/IP sockets\n"),
                new Case(
                        FindingKind.PORT_IN_USE,
                        "the address that it wants",
                        "Exception in thread \"main\" java.net.BindException: Address already in use\n\tat java.base/sun.nio.ch.Net.bind0(Native Method)\n\tat Main.main(Main.java:12)\n"));
    }

    private static Case port(String number, String output) {
        return new Case(FindingKind.PORT_IN_USE, "port " + number + " is already in use", output);
    }

    private static List<Case> jvm() {
        return List.of(
                new Case(
                        FindingKind.BAD_JVM_OPTION,
                        "does not know the option UseFoo",
                        "Unrecognized VM option 'UseFoo'\nError: Could not create the Java Virtual Machine.\nError: A fatal exception has occurred. Program will exit.\n"),
                new Case(
                        FindingKind.BAD_JVM_OPTION,
                        "does not know the option -Xfoo",
                        "Unrecognized option: -Xfoo\nError: Could not create the Java Virtual Machine.\nError: A fatal exception has occurred. Program will exit.\n"),
                new Case(
                        FindingKind.BAD_JVM_OPTION,
                        "cannot make sense of -Xmx1z",
                        "Invalid maximum heap size: -Xmx1z\nError: Could not create the Java Virtual Machine.\nError: A fatal exception has occurred. Program will exit.\n"),
                new Case(
                        FindingKind.BAD_JVM_OPTION,
                        "Conflicting collector",
                        "Error occurred during initialization of VM\nConflicting collector combinations in option list; please refer to the release notes for the combinations allowed\n"),
                new Case(
                        FindingKind.NOT_ENOUGH_MEMORY,
                        "could not have its memory",
                        "Error occurred during initialization of VM\nCould not reserve enough space for 10485760000KB object heap\nError: Could not create the Java Virtual Machine.\nError: A fatal exception has occurred. Program will exit.\n"),
                new Case(
                        FindingKind.NOT_ENOUGH_MEMORY,
                        "did not give the JVM",
                        "OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x0000, 65229815808, 0) failed; error='Not enough space' (errno=12)\n"),
                new Case(
                        FindingKind.WRONG_JAVA_VERSION,
                        "web.Main needs Java 21, but it was run by Java 17",
                        "Error: LinkageError occurred while loading main class web.Main\n\tjava.lang.UnsupportedClassVersionError: web/Main has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0\n"),
                new Case(
                        FindingKind.WRONG_JAVA_VERSION,
                        "preview features",
                        "Error: LinkageError occurred while loading main class A\n\tjava.lang.UnsupportedClassVersionError: Preview features are not enabled for A (class file version 65.65535). Try running with '--enable-preview'\n"));
    }

    private static List<Case> classes() {
        return List.of(
                new Case(
                        FindingKind.JAR_NOT_FOUND,
                        "the jar /srv/web.jar is not there",
                        "Error: Unable to access jarfile /srv/web.jar\n"),
                new Case(
                        FindingKind.JAR_NOT_FOUND,
                        "web.jar is no sound jar",
                        "Error: Invalid or corrupt jarfile web.jar\n"),
                new Case(
                        FindingKind.CLASS_NOT_FOUND,
                        "web.jar names no main class",
                        "no main manifest attribute, in web.jar\n"),
                new Case(
                        FindingKind.CLASS_NOT_FOUND,
                        "the main class web.Main was not found",
                        "Error: Could not find or load main class web.Main\nCaused by: java.lang.ClassNotFoundException: web.Main\n"),
                new Case(
                        FindingKind.CLASS_NOT_FOUND,
                        "the class web.Main has no main method",
                        "Error: Main method not found in class web.Main, please define the main method as:\n   public static void main(String[] args)\nor a JavaFX application class must extend javafx.application.Application\n"),
                new Case(
                        FindingKind.CLASS_NOT_FOUND,
                        "the class org.slf4j.LoggerFactory was not found",
                        "Exception in thread \"main\" java.lang.NoClassDefFoundError: org/slf4j/LoggerFactory\n\tat web.Main.main(Main.java:5)\nCaused by: java.lang.ClassNotFoundException: org.slf4j.LoggerFactory\n\tat java.base/jdk.internal.loader.BuiltinClassLoader.loadClass(BuiltinClassLoader.java:641)\n\t... 1 more\n"),
                new Case(
                        FindingKind.CLASS_NOT_FOUND,
                        "the module web was not found",
                        "Error occurred during initialization of boot layer\njava.lang.module.FindException: Module web not found\n"),
                new Case(
                        FindingKind.CLASS_NOT_FOUND,
                        "the module flask was not found",
                        "Traceback (most recent call last):\n  File \"/srv/app.py\", line 1, in <module>\n    import flask\nModuleNotFoundError: No module named 'flask'\n"),
                new Case(
                        FindingKind.UNCAUGHT_EXCEPTION,
                        "Could not initialize class",
                        "Exception in thread \"main\" java.lang.NoClassDefFoundError: Could not initialize class web.Config\n\tat web.Main.main(Main.java:5)\n"));
    }

    private static List<Case> memory() {
        return List.of(
                new Case(
                        FindingKind.JAVA_OUT_OF_MEMORY,
                        "ran out of direct buffer memory",
                        "Exception in thread \"main\" java.lang.OutOfMemoryError: Cannot reserve 1048576 bytes of direct buffer memory (allocated: 8388608, limit: 8388608)\n\tat java.base/java.nio.Bits.reserveMemory(Bits.java:178)\n"),
                new Case(
                        FindingKind.JAVA_OUT_OF_MEMORY,
                        "could not create another thread",
                        "Exception in thread \"main\" java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached\n\tat java.base/java.lang.Thread.start0(Native Method)\n"),
                new Case(
                        FindingKind.JAVA_OUT_OF_MEMORY,
                        "an array larger than",
                        "Exception in thread \"main\" java.lang.OutOfMemoryError: Requested array size exceeds VM limit\n\tat A.main(A.java:1)\n"),
                new Case(
                        FindingKind.JAVA_OUT_OF_MEMORY,
                        "ran out of Java heap",
                        "Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space\n"),
                // The JVM's own words where there is no memory left for a stack trace.
                new Case(
                        FindingKind.JAVA_OUT_OF_MEMORY,
                        "most likely of Java heap",
                        "\nException: java.lang.OutOfMemoryError thrown from the UncaughtExceptionHandler in thread \"main\"\n"));
    }

    private static List<Case> system() {
        return List.of(
                new Case(
                        FindingKind.DISK_FULL,
                        "a disk is full",
                        "Exception in thread \"main\" java.io.IOException: No space left on device\n\tat A.main(A.java:1)\n"),
                new Case(
                        FindingKind.PERMISSION_DENIED,
                        "denied permission to use /etc/web.key",
                        "Exception in thread \"main\" java.nio.file.AccessDeniedException: /etc/web.key\n\tat A.main(A.java:1)\n"),
                new Case(
                        FindingKind.PERMISSION_DENIED,
                        "denied permission to use /srv/data",
                        "sh: 1: cannot create /srv/data: Permission denied\n"),
                new Case(
                        FindingKind.PERMISSION_DENIED,
                        "may not listen",
                        "2026/11/22 18:00:00 listen tcp :80: bind: permission denied\n"));
    }

    private static List<Case> exceptions() {
        return List.of(
                new Case(
                        FindingKind.UNCAUGHT_EXCEPTION,
                        "in thread main, java.lang.IllegalStateException: no config, caused by java.io.FileNotFoundException: /etc/a",
                        "Exception in thread \"main\" java.lang.IllegalStateException: no config\n\tat A.main(A.java:7)\nCaused by: java.io.IOException: cannot read\n\t... 1 more\nCaused by: java.io.FileNotFoundException: /etc/a\n\t... 2 more\n"),
                new Case(
                        FindingKind.UNCAUGHT_EXCEPTION,
                        "KeyError: 'HOME'",
                        "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    os.environ['HOME']\nKeyError: 'HOME'\n"),
                new Case(
                        FindingKind.UNCAUGHT_EXCEPTION,
                        "runtime error: index out of range",
                        "panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/srv/a.go:5 +0x1d\n"),
                new Case(
                        FindingKind.UNCAUGHT_EXCEPTION,
                        "in thread main, src/main.rs:2:5",
                        "thread 'main' panicked at src/main.rs:2:5:\nboom\nnote: run with `RUST_BACKTRACE=1`\n"),
                new Case(
                        FindingKind.UNCAUGHT_EXCEPTION,
                        "failed to start: Failed to configure a DataSource",
                        "***************************\nAPPLICATION FAILED TO START\n***************************\n\nDescription:\n\nFailed to configure a DataSource: 'url' attribute is not specified.\n\nAction:\n\nConsider the following:\n"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatItSaidIsUnderstood(Case given) {
        Finding found = Falls.exit(1).said(given.output()).found();
        assertEquals(given.kind(), found.kind(), () -> found.toString());
        assertTrue(found.sentence().startsWith("Exited with code 1: "), found::sentence);
        assertTrue(found.sentence().contains(given.words()), found::sentence);
        assertTrue(found.sentence().endsWith("."), found::sentence);
        assertTrue(!found.quotes().isEmpty() && !found.advice().isBlank(), found::toString);
        assertTrue(given.output().contains(found.quotes().get(0).text()), found::toString);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noOutputOverridesTheStatus(Case given) {
        assertEquals(FindingKind.EXIT, Falls.exit(0).said(given.output()).found().kind());
        Finding killed =
                Falls.signal(io.ottugi.supervisor.config.value.SignalName.KILL)
                        .said(given.output())
                        .found();
        assertEquals(FindingKind.KILLED_BY_SOMEBODY, killed.kind());
        assertEquals(FindingKind.UNKNOWN, Falls.unknown().said(given.output()).found().kind());
    }

    @Test
    void whatWasSaidLongBeforeTheEndIsNotTheReason() {
        String before = "nginx: bind() to 0.0.0.0:80 failed (98: Address already in use)\n";
        String after = "GET / 200\n".repeat(100);
        assertEquals(FindingKind.EXIT, Falls.exit(1).said(before + after).found().kind());
        String trace = "\tat a.B.c(B.java:1)\n".repeat(2000);
        Finding found = Falls.exit(1).said(before + trace + "bye\n").found();
        assertEquals(FindingKind.PORT_IN_USE, found.kind(), "traces do not count as said");
    }

    @Test
    void whatWasSaidLastCounts() {
        String warning = "WARN cannot write /var/cache: Permission denied\n";
        String end =
                "Exception in thread \"main\" java.lang.NullPointerException\n\tat A.main(A.java:1)\n";
        assertEquals(
                FindingKind.UNCAUGHT_EXCEPTION, Falls.exit(1).said(warning + end).found().kind());
        assertEquals(
                FindingKind.PERMISSION_DENIED, Falls.exit(1).said(end + warning).found().kind());
    }

    @Test
    void whoHoldsThePortIsTold() {
        Finding found =
                Falls.exit(1)
                        .said("listen tcp :8080: bind: address already in use")
                        .portHeldBy(new PortHolder("by pid 7 (nginx)", ""))
                        .found();
        assertTrue(
                found.sentence().contains("port 8080 is already in use by pid 7 (nginx)."),
                found::sentence);
        assertTrue(found.advice().contains("sport = :8080"), found::advice);
    }

    private static final PortHolder WORKER = new PortHolder("by worker 'a', pid 7 (java)", "a");

    private static final String NO_PORT =
            "Exception in thread \"main\" java.net.BindException: Address already in use\n\tat java.base/sun.nio.ch.Net.bind0(Native Method)\n\tat Main.main(Main.java:18099)\n";

    static Stream<Falls> portsNamedElsewhere() {
        Falls fell = Falls.exit(1).said(NO_PORT);
        String later = "INFO  module is ready, 20:18:09 up\n".repeat(20);
        return Stream.of(
                Falls.exit(1).said("listening on http://127.0.0.1:18099/\n" + later + NO_PORT),
                Falls.exit(1).said("server.port = 18099\n" + later + NO_PORT),
                Falls.exit(1).said("the database is on port 5432", "web: *:18099", NO_PORT),
                fell.command("java", "Web", "18099"),
                fell.command("java", "-Dserver.port=18099", "Web"),
                fell.command("java", "-jar", "web.jar", "--listen", "tcp://0.0.0.0:18099/"),
                fell.variables("pool", "18099"));
    }

    /** A JVM says which address is in use nowhere; its holder proves which of those named it is. */
    @ParameterizedTest
    @MethodSource("portsNamedElsewhere")
    void aPortThatIsNamedElsewhereAndHeldIsTold(Falls fell) {
        Finding found = fell.portHeldBy(WORKER, 18_099).found();
        assertEquals(
                "Exited with code 1: port 18099 is already in use by worker 'a', pid 7 (java).",
                found.sentence());
        assertEquals(
                "Have one of the two use another port; if the other is not wanted: ottugi stop a.",
                found.advice());
    }

    @Test
    void ofSeveralHeldPortsAllAreTold() {
        Finding found =
                Falls.exit(1)
                        .said("the database is db:5432, we are *:8080", NO_PORT)
                        .portHeldBy(WORKER)
                        .found();
        assertTrue(
                found.sentence()
                        .endsWith(
                                "of those that it names, port 5432 by worker 'a', pid 7 (java),"
                                        + " port 8080 by worker 'a', pid 7 (java)."),
                found::sentence);
    }

    @Test
    void numbersThatAreNoAddressesAreNoPorts() {
        Finding found =
                Falls.exit(1)
                        .said("20:18:22 Main.java:8080 at x.go:8080", NO_PORT)
                        .portHeldBy(WORKER)
                        .found();
        assertEquals(
                "Exited with code 1: the address that it wants to listen on is already in use.",
                found.sentence());
    }

    @Test
    void aHeapDumpIsPointedTo() {
        Finding found =
                Falls.exit(3)
                        .heapDump(50L << 20)
                        .said("Terminating due to java.lang.OutOfMemoryError: Java heap space")
                        .found();
        assertEquals(FindingKind.JAVA_OUT_OF_MEMORY, found.kind());
        assertTrue(found.advice().contains("heap dump of 50.0 MB"), found::advice);
    }

    /** It leaves no stack trace, so that none is pointed to. */
    @Test
    void whatHadNoMemoryForMoreWordsIsAdvisedAsAFullHeapIs() {
        String said =
                "Exception: java.lang.OutOfMemoryError thrown from the UncaughtExceptionHandler in"
                        + " thread \"main\"";
        String advice = Falls.exit(1).said(said).found().advice();
        assertTrue(advice.contains("-Xmx") && advice.contains("heap_dump = true"), advice);
        String dumped = Falls.exit(1).heapDump(50L << 20).said(said).found().advice();
        assertTrue(dumped.contains("heap dump of 50.0 MB"), dumped);
    }
}
