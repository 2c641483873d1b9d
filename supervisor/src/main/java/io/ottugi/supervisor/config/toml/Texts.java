package io.ottugi.supervisor.config.toml;

import io.ottugi.supervisor.config.value.Shape;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Values of a file as the texts that settings are; and what they are, in words. */
final class Texts {
    private Texts() {}

    /** The text of a single value, if it is of that shape. */
    static Optional<String> of(Shape shape, @Nullable Object value) {
        return switch (shape) {
            case TEXT, LIST, ARGUMENTS, WORDS -> ifText(value);
            case NUMBER, NUMBERS -> ifNumber(value);
            case FLAG -> ifFlag(value);
            case SCALAR -> ifText(value).or(() -> ifNumber(value)).or(() -> ifFlag(value));
        };
    }

    private static Optional<String> ifText(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> ifNumber(@Nullable Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return Optional.of(BigDecimal.valueOf(number).stripTrailingZeros().toPlainString());
        }
        return value instanceof Long || value instanceof Double
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    private static Optional<String> ifFlag(@Nullable Object value) {
        return value instanceof Boolean ? Optional.of(value.toString()) : Optional.empty();
    }

    /** What a value is. The value itself is not told, since it may be a secret. */
    static String inWords(@Nullable Object value) {
        if (value instanceof TomlTable) {
            return "a table";
        }
        if (value instanceof TomlArray) {
            return "a list";
        }
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof Number ? "a number" : "a date or time";
    }
}
