package io.ottugi.supervisor.process.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.EvidencePolicy;
import io.ottugi.supervisor.config.EvidencePolicy.Jvm;
import io.ottugi.supervisor.config.EvidencePolicy.OnFailure;
import io.ottugi.supervisor.process.launch.JvmStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which flags a JVM is given, and when the user's own are left to win. */
class JvmFlagsTest {
    private static final Path DUMPS = Path.of("/d/web");
    private static final String ERROR_FILE = "-XX:ErrorFile=/d/web/hs_err_pid%p.log";
    private static final JvmFlags.Room ROOM = new JvmFlags.Room(1L << 40, 1L << 30, 17);
    private static final List<String> RECORDING =
            List.of(
                    "-Xlog:jfr+startup=error",
                    "-XX:StartFlightRecording=name=ottugi,filename=/d/web,maxage=10m,maxsize=64m,"
                            + "dumponexit=true",
                    "-XX:FlightRecorderOptions=repository=/d/web/jfr");

    @Test
    void fatalErrorsAreDirectedByDefault() {
        assertEquals(List.of(ERROR_FILE), flags(EvidencePolicy.DEFAULT).words());
    }

    @Test
    void restIsAskedFor() {
        List<String> all = new ArrayList<>(List.of(ERROR_FILE));
        all.addAll(List.of("-XX:+HeapDumpOnOutOfMemoryError", "-XX:HeapDumpPath=/d/web"));
        all.addAll(RECORDING);
        assertEquals(all, flags(wanting(true, true)).words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-XX:ErrorFile=x",
                "-Xmx1g -cp lib -XX:ErrorFile=x -jar app.jar",
                "@options -jar app.jar",
                "-XX:VMOptionsFile=options Main",
            })
    void ownErrorFileWins(String arguments) {
        assertEquals(List.of(), flags(EvidencePolicy.DEFAULT, arguments.split(" ")).words());
    }

    @ParameterizedTest
    @CsvSource({"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void ownErrorFileOfTheEnvironmentWins(String variable) {
        JvmOptions users =
                options(List.of(), Map.of(variable, "-Da='b c' -XX:ErrorFile=\"/my e\""));
        assertEquals("/my e", users.errorFile());
        assertEquals(List.of(), JvmFlags.of(EvidencePolicy.DEFAULT, users, DUMPS, ROOM).words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Main -XX:ErrorFile=x",
                "-jar app.jar -XX:ErrorFile=x",
                "-m mod/Main -XX:ErrorFile=x",
                "-cp -XX:ErrorFile=x Main",
                "--disable-@files @options",
                "@@options",
                "Main @options"
            })
    void wordsOfTheProgramAreNoOptions(String arguments) {
        assertEquals(
                List.of(ERROR_FILE), flags(EvidencePolicy.DEFAULT, arguments.split(" ")).words());
    }

    @Test
    void ownHeapDumpAndRecordingWin() {
        JvmFlags flags =
                flags(
                        wanting(true, true),
                        "-XX:-HeapDumpOnOutOfMemoryError",
                        "-XX:StartFlightRecording:filename=x.jfr");
        assertEquals(List.of(ERROR_FILE), flags.words());
        assertEquals(List.of(), flags.notes());
    }

    @Test
    void ownPathIsLeftAndTheRestAdded() {
        assertEquals(
                List.of(ERROR_FILE, "-XX:+HeapDumpOnOutOfMemoryError"),
                flags(wanting(true, false), "-XX:HeapDumpPath=/own").words());
        assertEquals(
                List.of(ERROR_FILE, "-XX:HeapDumpPath=/d/web"),
                flags(wanting(true, false), "-XX:+HeapDumpOnOutOfMemoryError").words());
    }

    @Test
    void heapThatDoesNotFitIsNotDumped() {
        JvmFlags flags = flags(wanting(true, false), "-Xmx2T");
        assertEquals(List.of(ERROR_FILE), flags.words());
        assertEquals(
                List.of(
                        "no heap dump: its heap may take 2097152 MiB, and /d/web has 1048576 MiB"
                                + " free"),
                flags.notes());
        JvmFlags.Room little = new JvmFlags.Room(1L << 29, 1L << 30, 17);
        assertEquals(
                List.of("no heap dump: its heap may take 1024 MiB, and /d/web has 512 MiB free"),
                JvmFlags.of(wanting(true, false), options(List.of(), Map.of()), DUMPS, little)
                        .notes());
        assertEquals(
                List.of(),
                JvmFlags.of(
                                wanting(true, false),
                                options(List.of("-Xmx64m"), Map.of()),
                                DUMPS,
                                little)
                        .notes());
    }

    @Test
    void recordingThatWouldTellItselfIsNotStarted() {
        JvmFlags.Room old = new JvmFlags.Room(0, 0, 8);
        JvmOptions none = options(List.of(), Map.of());
        assertEquals(
                List.of("no flight recording: a JDK 8 has none that is silent"),
                JvmFlags.of(wanting(false, true), none, DUMPS, old).notes());
        JvmFlags.Room unknown = new JvmFlags.Room(0, 0, null);
        assertEquals(
                List.of(ERROR_FILE),
                JvmFlags.of(wanting(false, true), none, DUMPS, unknown).words());
    }

    @Test
    void percentSignOfADirectoryIsNoPlaceholder() {
        JvmOptions none = options(List.of(), Map.of());
        assertEquals(
                List.of("-XX:ErrorFile=/d/%%p/hs_err_pid%p.log"),
                JvmFlags.of(EvidencePolicy.DEFAULT, none, Path.of("/d/%p"), ROOM).words());
    }

    @Test
    void ownFilesAreKnown() {
        JvmOptions users =
                options(
                        List.of(
                                "-XX:ErrorFile=e-%p-%%.log",
                                "-XX:+HeapDumpOnOutOfMemoryError",
                                "-XX:StartFlightRecording=delay=1s,filename=/r.jfr"),
                        Map.of());
        assertEquals(
                new JvmFiles(
                        Path.of("/srv/e-7-%.log"),
                        Path.of("/srv/java_pid7.hprof"),
                        Path.of("/r.jfr")),
                JvmFiles.of(users, Path.of("/srv"), 7));
    }

    @Test
    void laterCounts() {
        JvmOptions users = options(List.of("-Xmx1g", "-XX:MaxHeapSize=64m", "-Xmx10"), Map.of());
        assertEquals(10, users.maxHeap());
        JvmOptions both =
                options(
                        List.of("-XX:ErrorFile=/command"),
                        Map.of("JAVA_TOOL_OPTIONS", "-XX:ErrorFile=/tool"));
        assertEquals("/command", both.errorFile());
    }

    @Test
    void filesOfArgumentsAreReadAsTheLauncherDoes() {
        assertEquals(
                List.of("-cp", "a b", "c#d", "e\"f", "", "g"),
                JvmWords.split("-cp 'a b' # comment '\n c#d\t\"e\\\"f\"\r\n''  g"));
    }

    @Test
    void launcherIsFoundByItsName() {
        assertEquals(0, JvmStart.javaWord(List.of("/opt/jdk/bin/java", "x"), Jvm.AUTO));
        assertEquals(-1, JvmStart.javaWord(List.of("/usr/bin/env", "java"), Jvm.AUTO));
        assertEquals(1, JvmStart.javaWord(List.of("/usr/bin/env", "java", "java"), Jvm.TRUE));
        assertEquals(-1, JvmStart.javaWord(List.of("/opt/jdk/bin/java"), Jvm.FALSE));
        assertEquals(-1, JvmStart.javaWord(List.of("/opt/javac", "-x"), Jvm.TRUE));
    }

    @Test
    void adoptionSeesTheCommandThroughOurFlags() {
        List<String> line = List.of("/j/java", ERROR_FILE, "-Xmx1g", "Main");
        assertTrue(JvmFlags.possiblyInserted(line).contains(List.of("/j/java", "-Xmx1g", "Main")));
        assertTrue(JvmFlags.possiblyInserted(line).contains(line));
        assertEquals(List.of(List.of("")), JvmFlags.possiblyInserted(List.of("")));
    }

    private static EvidencePolicy wanting(boolean heapDump, boolean recording) {
        return new EvidencePolicy(Jvm.AUTO, 10, 1, heapDump, recording, true, OnFailure.NOTHING);
    }

    private static JvmFlags flags(EvidencePolicy wanted, String... arguments) {
        return JvmFlags.of(wanted, options(List.of(arguments), Map.of()), DUMPS, ROOM);
    }

    private static JvmOptions options(List<String> arguments, Map<String, String> environment) {
        return JvmOptions.of(
                JvmWords.of(
                        arguments,
                        environment,
                        name ->
                                name.equals("options")
                                        ? Optional.of("# mine\n-XX:ErrorFile=\"a b\"\n")
                                        : Optional.empty()));
    }
}
