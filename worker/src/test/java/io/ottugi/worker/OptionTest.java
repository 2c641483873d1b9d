package io.ottugi.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionTest {
    @Test
    void helpHasEveryOption() {
        for (Option option : Option.values()) {
            assertTrue(Help.text().contains("\n  " + option.flag() + " "), option.flag());
        }
    }

    @Test
    void everyKindOfLeakIsNamed() {
        String kinds =
                Arrays.stream(Leak.Kind.values())
                        .map(kind -> Text.lowerCase(kind.name()))
                        .collect(Collectors.joining(","));
        assertEquals(kinds, Leak.KINDS);
    }
}
