package io.ottugi.supervisor.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.boot.Seal.Standing;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrontabLineTest {
    @Test
    void theLine() {
        String line = CrontabLine.render(Requests.nasty());
        assertEquals(
                "@reboot cd '/srv/50'\\%' off ' && env 'OTTUGI_HOME=/srv/my \"shop\" $1'"
                        + " '/opt/100'\\%' o'\\''ttugi/bin/ottugi' up --keep-going -n shop -- /bin/echo"
                        + " 'it'\\''s $HOME' '100'\\%'' 'a\\b' ';' >/dev/null # ottugi-boot shop ",
                line.substring(0, line.length() - 16));
    }

    @Test
    void bothKindsOfCronHandEveryArgumentOnAsItIs() throws IOException {
        for (String word : Requests.NASTY) {
            String command = "printf %s ".replace("%", "\\%") + CrontabLine.word(word);
            assertEquals(word, Shell.output(command), () -> "busybox: " + command);
            assertEquals(word, Shell.output(readByIscCron(command)), () -> "ISC: " + command);
        }
    }

    @Test
    void aLineBreakIsRefused() {
        for (String lines : Requests.LINES) {
            Failure failure =
                    assertThrows(
                            Failure.class,
                            () -> CrontabLine.render(Requests.request(List.of(lines))));
            assertEquals(ExitCode.USAGE, failure.exitCode());
        }
    }

    @Test
    void onlyAnUnchangedLineOfThisInstanceIsOurs() {
        String line = CrontabLine.render(Requests.plain());
        assertEquals(Standing.OURS, CrontabLine.standing(line, "shop"));
        assertEquals(Standing.FOREIGN, CrontabLine.standing(line, "shop2"));
        assertEquals(Standing.FOREIGN, CrontabLine.standing(line, "sho"));
        assertEquals(Standing.EDITED, CrontabLine.standing("#" + line, "shop"));
        assertEquals(Standing.EDITED, CrontabLine.standing(line + " ", "shop"));
        assertEquals(Standing.FOREIGN, CrontabLine.standing("@reboot ottugi up", "shop"));
    }

    /** The command that ISC cron and its heirs make of the rest of a line: crontab(5). */
    private static String readByIscCron(String line) {
        StringBuilder command = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '%') {
                return command.toString();
            }
            char next = i + 1 < line.length() ? line.charAt(i + 1) : ' ';
            if (c == '\\' && (next == '%' || next == '\\')) {
                c = next;
                i++;
            }
            command.append(c);
        }
        return command.toString();
    }
}
