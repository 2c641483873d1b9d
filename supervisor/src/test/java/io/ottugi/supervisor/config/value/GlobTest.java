package io.ottugi.supervisor.config.value;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "web,      web,    true",
        "web,      web:1,  false",
        "web*,     web:12, true",
        "*,        web,    true",
        "*,        '',     true",
        "'',       '',     true",
        "'',       a,      false",
        "w?b,      web,    true",
        "w?b,      wb,     false",
        "web:[12], web:2,  true",
        "web:[12], web:3,  false",
        "[!a-d]b,  eb,     true",
        "[!a-d]b,  cb,     false",
        "[a-d],    c,      true",
        "[]a],     ],      true",
        "[a-],     -,      true",
        "[z-a],    m,      false",
        "[a,       [a,     true",
        "a*b*c,    aXbYc,  true",
        "a*b*c,    aXbY,   false",
        "*.js,     a.js,   true",
        "a.c,      abc,    false",
        "**a**,    a,      true",
    })
    void matches(String pattern, String text, boolean fits) {
        assertEquals(fits, Glob.of(pattern).matches(text));
    }

    @Test
    void noPatternTakesLong() {
        String text = "a".repeat(5000);
        assertTimeoutPreemptively(
                ofSeconds(20), () -> assertFalse(Glob.of("*a".repeat(100) + "b").matches(text)));
    }

    @Test
    void noPatternIsWrong() {
        Random random = new Random(7);
        String letters = "ab*?[]!-";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--) {
                pattern.append(letters.charAt(random.nextInt(letters.length())));
            }
            Glob.of(pattern.toString()).matches("ab-a");
        }
    }
}
