package io.ottugi.supervisor;

/** The {@code ottugi} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("ottugi");
    }
}
