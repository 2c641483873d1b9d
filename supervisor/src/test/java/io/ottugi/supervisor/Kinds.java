package io.ottugi.supervisor;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records that a sealed interface permits, also by way of interfaces between. */
public final class Kinds {
    private Kinds() {}

    public static Set<Class<?>> of(Class<?> sealed) {
        return all(sealed).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> all(Class<?> kind) {
        return kind.isSealed()
                ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(Kinds::all)
                : Stream.of(kind);
    }
}
