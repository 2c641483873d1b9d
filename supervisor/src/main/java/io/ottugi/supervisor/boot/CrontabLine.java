package io.ottugi.supervisor.boot;

import io.ottugi.supervisor.config.value.ShellQuoting;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one line of a crontab(5) that starts an instance at boot; its seal is a comment at its end.
 *
 * <p>A percent sign ends a command for most crons, which take {@code \%} for it and {@code \\} for
 * a backslash; others, as busybox's, give all to the shell as it is. So a percent sign is written
 * unquoted as {@code \%}, and no backslash stands before another: both kinds read the same.
 */
final class CrontabLine {
    private static final String MARK = " # ottugi-boot ";
    private static final Pattern SEALED =
            Pattern.compile("(.*)" + MARK + "(\\S+) ([0-9a-f]+)", Pattern.DOTALL);

    private CrontabLine() {}

    /** The line without its end. */
    static String render(BootRequest request) {
        StringBuilder line = new StringBuilder("@reboot cd ").append(word(request.directory()));
        line.append(" && ");
        if (!request.environment().isEmpty()) {
            line.append("env ").append(environment(request)).append(' ');
        }
        List<String> command = new ArrayList<>(List.of(request.program(), "up", "--keep-going"));
        command.addAll(request.arguments());
        line.append(command.stream().map(CrontabLine::word).collect(Collectors.joining(" ")));
        line.append(" >/dev/null");
        if (line.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new Failure(
                    ExitCode.USAGE,
                    "a crontab cannot start this at boot: there is a line break in the command,"
                            + " its directory or its environment; put the command in a script");
        }
        return line + MARK + request.name() + " " + Seal.digest(line.toString());
    }

    /** Whose this line is, as far as the instance is concerned. */
    static Seal.Standing standing(String line, String instance) {
        Matcher sealed = SEALED.matcher(line);
        if (sealed.matches()) {
            if (!instance.equals(sealed.group(2))) {
                return Seal.Standing.FOREIGN;
            }
            return Seal.digest(sealed.group(1)).equals(sealed.group(3))
                    ? Seal.Standing.OURS
                    : Seal.Standing.EDITED;
        }
        return line.contains(MARK + instance + " ") ? Seal.Standing.EDITED : Seal.Standing.FOREIGN;
    }

    static String word(String text) {
        if (ShellQuoting.isPlain(text)) {
            return text;
        }
        String quoted = text.replace("'", "'\\''").replace("%", "'\\%'");
        // A backslash may end up before another one, never before a percent sign.
        return "'" + quoted.replaceAll("\\\\(?=\\\\)", "\\\\''") + "'";
    }

    private static String environment(BootRequest request) {
        return request.environment().entrySet().stream()
                .map(entry -> word(entry.getKey() + "=" + entry.getValue()))
                .collect(Collectors.joining(" "));
    }
}
