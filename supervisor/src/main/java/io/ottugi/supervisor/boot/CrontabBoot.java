package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One line of the user's crontab. All other lines stay as they are, byte for byte. */
final class CrontabBoot implements BootSystem {
    /** What the crontab programs (ISC and its heirs, busybox, dcron) say when there is none. */
    private static final Pattern NONE =
            Pattern.compile("no crontab|No such file or directory", Pattern.CASE_INSENSITIVE);

    private final Host host;

    CrontabBoot(Host host) {
        this.host = host;
    }

    @Override
    public String title() {
        return "cron";
    }

    @Override
    public boolean present() {
        return host.program("crontab").isPresent();
    }

    @Override
    public String text(BootRequest request) {
        return CrontabLine.render(request) + "\n";
    }

    @Override
    public String place(String instance) {
        return "the crontab of " + host.user();
    }

    @Override
    public Standing standing(String instance) {
        return lines().stream()
                .map(line -> CrontabLine.standing(text(line), instance))
                .filter(standing -> standing != Standing.FOREIGN)
                .reduce(Standing.ABSENT, CrontabBoot::worse);
    }

    @Override
    public String current(String instance) {
        return lines().stream()
                .filter(line -> isAbout(line, instance))
                .map(line -> text(line) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public List<String> enable(BootRequest request) {
        String wanted = bytes(CrontabLine.render(request));
        List<String> lines = changeable(request.name());
        List<String> ours = lines.stream().filter(line -> isAbout(line, request.name())).toList();
        if (ours.equals(List.of(wanted))) {
            return List.of();
        }
        lines.removeIf(line -> isAbout(line, request.name()));
        lines.add(wanted);
        install(lines);
        return List.of("wrote a line to " + place(request.name()));
    }

    @Override
    public List<String> disable(String instance) {
        List<String> lines = changeable(instance);
        if (!lines.removeIf(line -> isAbout(line, instance))) {
            return List.of();
        }
        install(lines);
        return List.of("removed a line from " + place(instance));
    }

    @Override
    public List<String> shortcomings(String instance) {
        return List.of();
    }

    /** The line's {@code up} finds what is up: there is nothing to hand over. */
    @Override
    public List<String> handOver(String instance) {
        return List.of();
    }

    private List<String> changeable(String instance) {
        List<String> lines = new ArrayList<>(lines());
        for (String line : lines) {
            if (CrontabLine.standing(text(line), instance) == Standing.EDITED) {
                BootFile.requireOurs(
                        Standing.EDITED,
                        "the line \"%s\" in %s".formatted(text(line), place(instance)));
            }
        }
        return lines;
    }

    private static boolean isAbout(String line, String instance) {
        return CrontabLine.standing(text(line), instance) != Standing.FOREIGN;
    }

    private static Standing worse(Standing one, Standing other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** As they are in the table, one character for each byte. */
    private List<String> lines() {
        CommandRunner.Result result = host.run(List.of(crontab(), "-l"));
        if (result.failed()) {
            if (NONE.matcher(result.error()).find()) {
                return List.of();
            }
            throw new Failure(ExitCode.NO_PERMISSION, "crontab -l failed: " + result.complaint());
        }
        return result.output().isEmpty() ? List.of() : split(result.output());
    }

    /** By line feeds alone: a lone carriage return in somebody's line is theirs. */
    private static List<String> split(String table) {
        String lines = table.endsWith("\n") ? table.substring(0, table.length() - 1) : table;
        return List.of(lines.split("\n", -1));
    }

    private void install(List<String> lines) {
        CommandRunner.Result result =
                lines.isEmpty()
                        ? host.run(List.of(crontab(), "-r"))
                        : host.run(
                                List.of(crontab(), "-"),
                                lines.stream()
                                        .map(line -> line + "\n")
                                        .collect(Collectors.joining()));
        if (result.failed()) {
            throw new Failure(
                    ExitCode.CANNOT_CREATE,
                    "the crontab refused the change: " + result.complaint());
        }
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private String crontab() {
        return host.program("crontab").orElseThrow().toString();
    }
}
