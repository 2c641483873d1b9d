package io.ottugi.supervisor.evidence.live;

import java.util.List;
import java.util.Optional;

/**
 * One thread of a HotSpot thread dump.
 *
 * @param state such as {@code BLOCKED}, empty for the JVM's own threads
 * @param stack its frames and what is said of locks between them, stripped
 */
record JavaThread(String name, String state, List<String> stack) {
    JavaThread {
        stack = List.copyOf(stack);
    }

    boolean isBlocked() {
        return state.equals("BLOCKED");
    }

    boolean hasStack() {
        return stack.stream().anyMatch(line -> line.startsWith("at "));
    }

    /** Where it is, such as {@code at Dead.main(Dead.java:6)}. */
    String place() {
        return stack.stream().filter(line -> line.startsWith("at ")).findFirst().orElse("");
    }

    /** What it waits to lock, such as {@code <0x1f> (a java.lang.Object)}. */
    Optional<String> wanted() {
        return after("- waiting to lock ");
    }

    boolean holds(String lock) {
        return stack.contains("- locked " + lock);
    }

    private Optional<String> after(String prefix) {
        return stack.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }
}
