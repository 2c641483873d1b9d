package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.config.value.SignalName;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of instances and of signals. */
class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "shop", "shop-2", "a.b_c-d", "9lives", "a..b", "con"})
    void instanceNameIsTaken(String text) throws BadSetting {
        assertEquals(text, InstanceName.parse(text).value());
        assertEquals(text, InstanceName.parse(text).toString());
    }

    @Test
    void longestInstanceName() throws BadSetting {
        String longest = "x".repeat(64);
        assertEquals(longest, InstanceName.parse(longest).value());
        assertEquals(
                "the name has 65 characters; at most 64 are possible",
                refusal(() -> InstanceName.parse(longest + "x")));
        assertEquals(
                "the name has 300 characters; at most 64 are possible",
                refusal(() -> InstanceName.parse("/".repeat(300))));
    }

    @Test
    void emptyInstanceName() {
        assertEquals("the name is empty", refusal(() -> InstanceName.parse("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".", "..", "../x", "a/b", "/", "-n", "_x", ".hidden", "a b", " a", "a ", "ä", "오뚝이",
                "a:b", "a\\b", "a*", "~", "$x", "a%"
            })
    void instanceNameIsRefused(String text) {
        assertEquals(
                "the name '"
                        + text
                        + "' may hold only letters, digits, '.', '_' and '-', and begins with a"
                        + " letter or digit",
                refusal(() -> InstanceName.parse(text)));
    }

    @ParameterizedTest
    @EnumSource(SignalName.class)
    void signalIsTakenByNameAndNumber(SignalName signal) throws BadSetting {
        String number = Integer.toString(signal.number());
        for (String text :
                new String[] {
                    signal.name(), "SIG" + signal, signal.name().toLowerCase(Locale.ROOT), number
                }) {
            assertEquals(signal, SignalName.parse(text));
        }
        assertEquals(signal.name(), SignalName.of(signal.number()));
    }

    @Test
    void signalNumbersAreThoseOfLinux() {
        int[] numbers = Arrays.stream(SignalName.values()).mapToInt(SignalName::number).toArray();
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(i + 1, numbers[i]);
        }
        assertEquals(31, numbers.length);
    }

    @ParameterizedTest
    @CsvSource({"32, 32", "33, 33", "34, RTMIN+0", "64, RTMIN+30", "65, 65", "0, 0", "-3, -3"})
    void signalNumberWithoutName(int number, String expected) {
        assertEquals(expected, SignalName.of(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIG",
                "0",
                "32",
                "015",
                "-15",
                "15 ",
                "TERMINATE",
                "SIGSIGTERM",
                "SIG15"
            })
    void signalIsRefused(String text) {
        assertEquals(
                "'" + text + "' is no signal; expected one such as TERM, INT or QUIT",
                refusal(() -> SignalName.parse(text)));
    }

    private interface Parsing {
        Object parse() throws BadSetting;
    }

    private static String refusal(Parsing parsing) {
        return String.valueOf(assertThrows(BadSetting.class, parsing::parse).getMessage());
    }
}
