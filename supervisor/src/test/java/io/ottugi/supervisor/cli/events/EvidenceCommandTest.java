package io.ottugi.supervisor.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.FakeSupervisor;
import io.ottugi.supervisor.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceCommandTest {
    private static final String SECRET = "hunter22";

    @TempDir Path home;
    private Path state;
    private Path incidents;

    @BeforeEach
    void traces() throws IOException {
        state = Files.createDirectories(home.resolve("state/default"));
        incidents = Files.createDirectories(state.resolve("incidents"));
        Files.writeString(
                state.resolve("spec.json"),
                """
                {"version":2,"name":"default","file":null,"logs":null,"supervisor":[],
                "workers":[{"name":"web","command":["web","--password=SECRET","--port=80"],
                "settings":["environment.DB_PASSWORD=SECRET","environment.SK=live","umask=022"]}]}
                """
                        .replace("SECRET", SECRET)
                        .replace("\n", ""));
        Files.writeString(
                state.resolve("events.jsonl"),
                """
                {"at":"2026-11-22T12:00:00Z","event":"starting","worker":"web","generation":1}
                {"at":"2026-11-22T12:00:00Z","event":"starting","worker":"db","generation":1}
                {"at":"2026-11-22T12:00:00Z","event":"hangup","count":1}
                {"at":"2026-11-22T12:00:01Z","event":"odd","worker":"web","text":"it was SECRET"}
                """
                        .replace("SECRET", SECRET));
    }

    private Path incident(String unit, int number, String cause) throws IOException {
        Path folder = Files.createDirectories(incidents.resolve(unit).resolve("00000" + number));
        Files.writeString(
                folder.resolve("summary.json"),
                """
                {"version":1,"kind":"fall","supervisor":"default","worker":"%s","generation":%d,
                "pid":7,"at":"2026-11-22T12:00:0%dZ","cause":"%s","by":"itself","wait_status":768,
                "ran_for":"2s","asked_by":null,"finding":"java-out-of-memory","sentence":"It fell.",
                "quotes":[],"advice":"","command":["java"],"files":["output.txt"]}
                """
                        .formatted(unit, number, number, cause)
                        .replace("\n", ""));
        Files.writeString(folder.resolve("output.txt"), "the last words\n");
        return folder;
    }

    private FakeSupervisor.Outcome evidence(String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("evidence"));
        Collections.addAll(all, words);
        return FakeSupervisor.ottugi(home, all.toArray(new String[0]));
    }

    private static List<String> names(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream().map(ZipEntry::getName).sorted().toList();
        }
    }

    private static String text(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return new String(file.getInputStream(file.getEntry(name)).readAllBytes(), UTF_8);
        }
    }

    @Test
    void incidentsAreListedOldestFirst() throws Exception {
        incident("web", 2, "exit 3");
        incident("db", 1, "signal SEGV");
        Files.createDirectories(incidents.resolve("web/.new-1"));
        String table = evidence("list").out();
        assertEquals(
                List.of("WORKER  NUMBER", "db      1     ", "web     2     "),
                table.lines().map(line -> line.substring(0, 14)).toList());
        assertTrue(table.contains("exit 3 (OutOfMemoryError)"), table);
        assertEquals(2, evidence("list", "web").out().lines().count());
        var json = Json.object(evidence("list", "--json").out().strip());
        assertEquals(2, json.getAsJsonArray("incidents").size());
        assertEquals(64, evidence("list", "wbe").code());
    }

    @Test
    void newestIsExportedWithoutSecretsAndDumps() throws Exception {
        incident("web", 1, "exit 3");
        Path newest = incident("web", 2, "exit 3");
        Files.writeString(newest.resolve("heap.hprof"), "x".repeat(3000));
        Files.createSymbolicLink(newest.resolve("link.txt"), state.resolve("spec.json"));
        Files.createDirectory(newest.resolve("directory"));
        var outcome = evidence("export", "web");
        Path zip = home.resolve("default-web-000002.zip");
        assertEquals(0, outcome.code(), outcome::err);
        assertTrue(outcome.out().startsWith(zip + " ("), outcome::out);
        assertTrue(
                outcome.out()
                        .contains(
                                "left out: directory (no plain file), heap.hprof (3K), link.txt"
                                        + " (no"),
                outcome::out);
        String folder = "default-web-000002/";
        assertEquals(
                List.of(
                        folder + "about.txt",
                        folder + "events.jsonl",
                        folder + "incident/output.txt",
                        folder + "incident/summary.json",
                        folder + "settings.txt",
                        folder + "status.json"),
                names(zip));
        for (String name : names(zip)) {
            assertFalse(text(zip, name).contains(SECRET), name);
        }
        assertEquals(3, text(zip, folder + "events.jsonl").lines().count());
        assertEquals(
                """
                command = web '--password=***' --port=80
                environment.DB_PASSWORD = ***
                environment.SK = ***
                umask = 022
                """,
                text(zip, folder + "settings.txt"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)));
    }

    @Test
    void dumpsAndOlderOnesAreTakenIfAskedFor() throws Exception {
        Path folder = incident("web", 1, "exit 3");
        Files.writeString(folder.resolve("heap.hprof"), "x");
        Files.writeString(folder.resolve("recording.jfr"), "x");
        incident("web", 2, "exit 3");
        Path zip = home.resolve("x.zip");
        assertEquals(
                0,
                evidence("export", "web", "--number", "1", "--with-dumps", "-o", "x.zip").code());
        assertTrue(names(zip).contains("default-web-000001/incident/heap.hprof"));
        assertTrue(names(zip).contains("default-web-000001/incident/recording.jfr"));
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        incident("web", 1, "exit 3");
        Path zip = Files.writeString(home.resolve("x.zip"), "mine");
        var outcome = evidence("export", "web", "-o", "x.zip");
        assertEquals(74, outcome.code());
        assertTrue(outcome.err().contains("is there already"), outcome::err);
        assertEquals("mine", Files.readString(zip));
        Files.createSymbolicLink(home.resolve("dangling.zip"), home.resolve("nowhere"));
        assertEquals(74, evidence("export", "web", "-o", "dangling.zip").code());
        assertFalse(Files.exists(home.resolve("nowhere")));
        assertEquals(74, evidence("export", "web", "-o", "no/such/x.zip").code());
        try (var left = Files.list(home)) {
            assertTrue(left.noneMatch(file -> file.toString().endsWith(".part")));
        }
    }

    @Test
    void mayGoIntoADirectory() throws Exception {
        incident("web:2", 1, "exit 3");
        Files.createDirectory(home.resolve("out"));
        assertEquals(0, evidence("export", "web:2", "-o", "out").code());
        assertTrue(Files.exists(home.resolve("out/default-web-2-000001.zip")));
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        assertTrue(evidence().out().startsWith("nothing is kept of falls"));
        var nothing = evidence("export", "web");
        assertEquals(1, nothing.code());
        assertTrue(nothing.err().contains("nothing is kept of falls of 'web'"), nothing::err);
        incident("web", 1, "exit 3");
        var older = evidence("export", "web", "--number", "7");
        assertEquals(64, older.code());
        assertTrue(older.err().contains("there is no incident 7 of 'web'"), older::err);
        assertEquals(64, evidence("export", "web", "--number", "x").code());
        assertEquals(64, evidence("export", "wbe").code());
        assertEquals(64, evidence("list", "--number", "1").code());
        assertEquals(64, evidence("web").code());
        incident("db", 1, "exit 3");
        var which = evidence("export");
        assertEquals(64, which.code());
        assertTrue(which.err().contains("one worker at a time; there are db, web"), which::err);
    }
}
