package io.ottugi.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.documents.Tool;
import io.ottugi.supervisor.config.value.SignalName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers at each position of each command, and for each option that takes something. */
class CompletionPositionsTest {
    private static final String WORKERS = "all web web:1";
    private static final String SIGNALS =
            Arrays.stream(SignalName.values())
                    .map(Enum::name)
                    .sorted()
                    .collect(Collectors.joining(" "));

    /** What was typed after the command's name, and what is offered then. */
    private static final Map<String, Map<String, String>> WORDS =
            Map.ofEntries(
                    Map.entry("boot", Map.of("", "disable enable show", "enable", "")),
                    Map.entry("check", Map.of("", "")),
                    Map.entry("completion", Map.of("", "bash zsh", "bash", "")),
                    Map.entry("down", Map.of("", "")),
                    Map.entry("dump", Map.of("", WORKERS, "web", WORKERS)),
                    Map.entry("events", Map.of("", WORKERS, "web", WORKERS)),
                    Map.entry(
                            "evidence",
                            Map.of("", "export list", "list", WORKERS, "list web", WORKERS)),
                    Map.entry("help", Map.of("", topics(), "up", "")),
                    Map.entry(
                            "logs", Map.of("", WORKERS, "web", WORKERS, "--stream both", WORKERS)),
                    Map.entry("reload", Map.of("", "")),
                    Map.entry("restart", Map.of("", WORKERS, "web", WORKERS)),
                    Map.entry("run", Map.of("", "")),
                    Map.entry("scale", Map.of("", WORKERS, "web", "")),
                    Map.entry("signal", Map.of("", SIGNALS, "TERM", WORKERS, "TERM web", WORKERS)),
                    Map.entry("start", Map.of("", WORKERS, "web", WORKERS)),
                    Map.entry("status", Map.of("", WORKERS, "web", WORKERS)),
                    Map.entry("stop", Map.of("", WORKERS, "web", WORKERS)),
                    Map.entry("up", Map.of("", "")),
                    Map.entry("version", Map.of("", "")),
                    Map.entry("why", Map.of("", WORKERS, "web", WORKERS)));

    /** What an option takes, by its long name; files are those of the test's directory. */
    private static final Map<String, String> ARGUMENTS =
            Map.of(
                    "name", "shop",
                    "config", "FILES",
                    "output", "FILES",
                    "stream", "both stderr stdout");

    private static final Set<String> ANYTHING =
            Set.of("timeout", "since", "grep", "lines", "flight-recording", "number");

    @TempDir Path directory;

    private static String topics() {
        Set<String> topics = new TreeSet<>(Set.of("exit-codes", "settings"));
        Commands.all().forEach(command -> topics.add(command.name()));
        return String.join(" ", topics);
    }

    @BeforeEach
    void aSupervisor() throws IOException {
        Tool.need("bash");
        Files.writeString(directory.resolve("ottugi.bash"), Topics.documents().bash());
        try (InputStream in = Tool.class.getResourceAsStream("ask.bash")) {
            Files.write(directory.resolve("ask.bash"), Objects.requireNonNull(in).readAllBytes());
        }
        Path shop = directory.resolve("h/state/shop");
        Files.createDirectories(shop.resolve("workers"));
        Files.writeString(
                shop.resolve("spec.json"),
                "{\"file\":\"%s/ottugi.toml\",\"workers\":[{\"name\":\"web\"}]}"
                        .formatted(directory.toRealPath()));
        Files.writeString(shop.resolve("workers/web:1.json"), "{}");
        Files.writeString(directory.resolve("ottugi.toml"), "");
    }

    @Test
    void ofEachCommand() {
        assertEquals(
                new TreeSet<>(WORDS.keySet()),
                new TreeSet<>(Commands.all().stream().map(Command::name).toList()));
        Map<String, String> wanted = new TreeMap<>();
        WORDS.forEach(
                (command, positions) ->
                        positions.forEach(
                                (typed, offer) ->
                                        wanted.put((command + " " + typed).trim() + " ", offer)));
        assertOffers(wanted);
    }

    @Test
    void ofEachOption() {
        Map<String, String> wanted = new TreeMap<>();
        for (Command command : Commands.all()) {
            for (Option option : command.options().getOptions()) {
                String name = option.getLongOpt();
                if (option.hasArg() && !name.equals("set")) {
                    String offer =
                            ANYTHING.contains(name)
                                    ? ""
                                    : ARGUMENTS.getOrDefault(name, "say what --" + name + " takes");
                    wanted.put(command.name() + " --" + name + " ", offer);
                }
            }
        }
        wanted.put("up --set user=roo", "root");
        wanted.put("up --set after=w", "web web:1");
        assertOffers(wanted);
    }

    private void assertOffers(Map<String, String> wanted) {
        List<String> words = new ArrayList<>(List.of("bash", "--norc", "-c"));
        words.add(
                "for line; do printf '%s|%s\\n' \"$line\" \"$(bash --norc ask.bash ./ottugi.bash \"ottugi $line\")\"; done");
        words.add("bash");
        words.addAll(wanted.keySet());
        Map<String, String> home = Map.of("OTTUGI_HOME", directory.resolve("h").toString());
        Map<String, String> offered = new TreeMap<>();
        for (String line : Tool.says(home, directory, words).lines().toList()) {
            int bar = line.indexOf('|');
            String offer = line.substring(bar + 1);
            offered.put(line.substring(0, bar), offer.endsWith("[filenames]") ? "FILES" : offer);
        }
        assertEquals(lines(wanted), lines(offered));
    }

    private static String lines(Map<String, String> offers) {
        return offers.entrySet().stream()
                .map(one -> one.getKey() + "| " + one.getValue())
                .collect(Collectors.joining("\n"));
    }
}
