package io.ottugi.it.bench;

/** A program that does nothing: what a JVM takes to start and end. */
final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
}
