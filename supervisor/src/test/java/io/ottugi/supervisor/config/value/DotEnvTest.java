package io.ottugi.supervisor.config.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of variables. In the tables {@code ~} stands for a line's end and {@code ^} for a tab. */
class DotEnvTest {
    private static String lines(String cell) {
        return cell.replace('~', '\n').replace('^', '\t');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=1|1",
                "A=|``",
                "export A=1|1",
                "  export^ A = 1 2  |1 2",
                "# B=2~~A=1~|1",
                "A=1 # one|1",
                "A=1#one|1#one",
                "A=#one|#one",
                "A= # one|``",
                "A=a=b=c|a=b=c",
                "A=$HOME/${X} `id`|$HOME/${X} `id`",
                "A='a b # c'|a b # c",
                "A='$X\\n'|$X\\n",
                "A='a~b'|a~b",
                "A=\"a~b\" # text|a~b",
                "A=\"a\\nb\\t\\\"\\\\\\$X\"|a~b^\"\\$X",
                "A=\"a\\qb\"|a\\qb",
                "A=\"it's\"|it's",
                "A=it's|it's",
                "A=\"a\\~b\"|ab",
                "A=1~A=2|2",
                "export=3~A=1|1",
                "A=오뚝이|오뚝이",
                "solon.port=1~A-B=2~1A=3~오뚝이=4~A=5|5",
                "﻿A=1|1",
            })
    void isRead(String text, String value) throws BadSetting {
        assertEquals(lines(value), DotEnv.parse(lines(text)).get("A"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A|line 1: expected VAR=TEXT",
                "B=1~A 1|line 2: expected VAR=TEXT",
                "=1|line 1: expected VAR=TEXT",
                "'A'=1|line 1: expected VAR=TEXT",
                "A B=1|line 1: expected VAR=TEXT",
                "export A B=1|line 1: expected VAR=TEXT",
                "export A|line 1: expected VAR=TEXT",
                "B=1~A='x~y~|line 2: the quote of A is not closed",
                "A=\"x\\\"|line 1: the quote of A is not closed",
                "A='x~y' z|line 2: there is something behind the closing quote of A",
                "A='x''y'|line 1: there is something behind the closing quote of A",
            })
    void isRefused(String text, String why) {
        BadSetting e = assertThrows(BadSetting.class, () -> DotEnv.parse(lines(text)));
        assertEquals(why, e.getMessage());
    }

    /** What execve(2) takes, but for blanks, quotes and a comment's sign at the beginning. */
    @ParameterizedTest
    @CsvSource({"solon.port", "A-B", "1A", "-x", "오뚝이", "a#b", "a[0]", "BASH_FUNC_f%%", "export.x"})
    void aNameIsWhateverAProgramMayBeGiven(String name) throws BadSetting {
        assertEquals(Map.of(name, "1"), DotEnv.parse(name + "=1"));
        assertEquals(Map.of(name, "1"), DotEnv.parse("export " + name + " = 1"));
    }

    @Test
    void linesMayEndAsOnWindows() throws BadSetting {
        assertEquals(Map.of("A", "1", "B", "x\ny"), DotEnv.parse("A=1\r\nB='x\r\ny'\r\n"));
    }

    @Test
    void zeroByteIsRefused() {
        BadSetting e = assertThrows(BadSetting.class, () -> DotEnv.parse("A=1\nB=a\0b"));
        assertEquals("line 2: B holds a zero byte", e.getMessage());
    }

    @Test
    void nothingThatIsThrownAtItBreaksIt() {
        Random random = new Random(4);
        String alphabet = "AB= #'\"\\\n\t$1x\r\0export ";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                DotEnv.parse(text.toString());
            } catch (BadSetting e) {
                assertEquals(true, String.valueOf(e.getMessage()).startsWith("line "));
            }
        }
    }
}
