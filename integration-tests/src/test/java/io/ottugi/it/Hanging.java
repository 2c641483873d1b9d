package io.ottugi.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A JVM that hangs, counts or runs out of memory, as it is told. */
public final class Hanging {
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final List<byte[]> HEAP = new ArrayList<>();

    private Hanging() {}

    public static void main(String[] words) throws InterruptedException {
        switch (words[0]) {
            case "deadlock" -> deadlock();
            case "wait" -> {
                say("ready");
                NEVER.await();
            }
            case "heap" -> {
                while (true) {
                    HEAP.add(new byte[1 << 20]);
                }
            }
            default -> count();
        }
    }

    /** TERM does not end it, and two of its threads wait for each other. */
    private static void deadlock() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(Hanging::refuse));
        Object one = new Object();
        Object other = new Object();
        CountDownLatch both = new CountDownLatch(2);
        new Thread(() -> lock(one, other, both), "left").start();
        new Thread(() -> lock(other, one, both), "right").start();
        both.await();
        say("ready");
        NEVER.await();
    }

    private static void refuse() {
        say("no");
        try {
            NEVER.await();
        } catch (InterruptedException never) {
            // It ends then.
        }
    }

    private static void lock(Object first, Object second, CountDownLatch both) {
        synchronized (first) {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException never) {
                return;
            }
            synchronized (second) {
                say("never");
            }
        }
    }

    private static void count() throws InterruptedException {
        for (int n = 1; ; n++) {
            say(Integer.toString(n));
            if (NEVER.await(50, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
