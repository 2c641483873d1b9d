package io.ottugi.supervisor.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.config.Output;
import io.ottugi.supervisor.evidence.incident.IncidentFiles;
import io.ottugi.supervisor.logs.record.Archive;
import io.ottugi.supervisor.logs.record.LogState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a generation wrote, and nobody else; what its JVM left, and no other process. */
class TracesTest {
    @TempDir Path root;

    @Test
    void onlyTheGenerationsOwnOutputIsRead() throws IOException {
        Path log = Files.writeString(root.resolve("web.log"), "before\nmine 1\nmine 2\nafter\n");
        assertEquals(List.of("mine 1", "mine 2"), read(Output.to(log), 7, 21, 1000));
        assertEquals(List.of("mine 2"), read(Output.to(log), 7, 21, 10));
        assertEquals(List.of(), read(Output.to(log), 21, 21, 1000));
        assertEquals(List.of(), read(Output.to(null), 0, 9, 1000));
        assertEquals(List.of(), read(Output.to(root.resolve("none")), 0, 9, 1000));
        OutputTail tail = new OutputTail(root);
        OutputTail.Span unknown = new OutputTail.Span(OptionalLong.empty(), OptionalLong.empty());
        assertEquals(4, tail.read("web", Output.to(log), unknown, unknown, 1000).lines().size());
    }

    @Test
    void errorsOfTheirOwnComeLast() throws IOException {
        Path log = Files.writeString(root.resolve("web.log"), "out\n");
        Path errors = Files.writeString(root.resolve("web.err"), "err\n");
        assertEquals(List.of("out", "err"), read(new Output(log, errors, null), 0, 4, 1000));
    }

    @Test
    void whatWasCutOffIsReadInTheArchive() throws IOException {
        Path log = Files.writeString(root.resolve("web.log"), "three\nafter\n");
        Archive archive = new Archive(1, 0, 11, Instant.EPOCH);
        Files.writeString(archive.plain(log), "before\none\n");
        JsonObject state = new LogState(log, 5, 11, 0, 0, List.of(archive), null, null).toJson();
        Files.writeString(LogState.path(root, "web"), state.toString());
        assertEquals(List.of("one", "three"), read(Output.to(log), 7, 17, 1000));
        assertEquals(List.of("three"), read(Output.to(log), 11, 17, 1000));
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(archive.compressed(log)))) {
            Files.copy(archive.plain(log), out);
        }
        Files.delete(archive.plain(log));
        assertEquals(List.of("one", "three"), read(Output.to(log), 7, 17, 1000));
        Files.delete(archive.compressed(log));
        assertEquals(List.of(), read(Output.to(log), 7, 10, 1000));
        assertEquals(List.of("three"), read(Output.to(log), 7, 17, 1000));
    }

    @Test
    void aLinkIsNoLog() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), "secret\n");
        Path log = Files.createSymbolicLink(root.resolve("web.log"), secret);
        assertEquals(List.of(), read(Output.to(log), 0, 7, 1000));
    }

    private List<String> read(Output output, long from, long to, int most) {
        OutputTail.Span span = new OutputTail.Span(OptionalLong.of(from), OptionalLong.of(to));
        OutputTail.Span errors = new OutputTail.Span(OptionalLong.of(0), OptionalLong.of(4));
        return new OutputTail(root).read("web", output, span, errors, most).lines();
    }

    @Test
    void dumpsAreThoseOfTheProcess() throws IOException {
        Path dumps = Files.createDirectories(root.resolve("dumps-77/jfr/2026_77"));
        Path top = root.resolve("dumps-77");
        Path hsErr = Files.writeString(top.resolve("hs_err_pid77.log"), "x");
        Path heap = Files.writeString(top.resolve("java_pid77.hprof"), "x");
        Path recording = Files.writeString(dumps.resolve("chunk.jfr"), "x");
        Files.writeString(top.resolve("hs_err_pid177.log"), "x");
        Files.writeString(top.resolve("java_pid771.hprof"), "x");
        Files.writeString(top.resolve("notes77.txt"), "x");
        Files.createSymbolicLink(top.resolve("hs_err_pid77x.log"), hsErr);
        DumpFiles files = new DumpFiles(List.of(top, root.resolve("none")));
        assertEquals(
                Map.of(
                        IncidentFiles.HS_ERR,
                        hsErr,
                        IncidentFiles.HEAP,
                        heap,
                        IncidentFiles.RECORDING,
                        recording),
                files.of(77));
        assertEquals(Set.of(IncidentFiles.HS_ERR), files.of(177).keySet());
        files.removeOf(77, Set.of());
        assertFalse(Files.exists(hsErr) || Files.exists(heap) || Files.exists(recording));
        Path gone = Files.writeString(top.resolve("hs_err_pid9999177.log"), "x");
        long we = ProcessHandle.current().pid();
        Path living = Files.writeString(top.resolve("java_pid" + we + ".hprof"), "x");
        files.removeLeft(DumpFiles.Generation.NONE);
        assertTrue(Files.exists(living));
        assertTrue(Files.exists(top.resolve("notes77.txt")));
        assertFalse(Files.exists(gone));
    }
}
