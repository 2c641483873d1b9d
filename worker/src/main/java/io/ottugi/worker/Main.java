package io.ottugi.worker;

/** The counting worker. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("worker");
    }
}
