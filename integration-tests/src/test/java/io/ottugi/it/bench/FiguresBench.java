package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All figures of one run, in about ten minutes. */
@TestMethodOrder(OrderAnnotation.class)
class FiguresBench {
    @RegisterExtension final Sandbox sandbox = new Sandbox();

    @BeforeAll
    static void describeMachine() {
        System.out.println("\n" + Machine.describe() + "\n" + Contenders.missing());
    }

    @Test
    @Order(1)
    void restarts() {
        new Restarts(sandbox).measure().print();
    }

    @Test
    @Order(2)
    void commands() {
        new CommandTimes(sandbox).measure().print();
    }

    @Test
    @Order(3)
    void settled() {
        new Settled(sandbox).measure().print();
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(ints = {100, 1000})
    void manyWorkers(int size) {
        new ManyWorkers(sandbox).measure(size).print();
    }

    @Test
    @Order(5)
    void throughput() {
        new Throughput(sandbox).measure().print();
    }

    @AfterAll
    static void describeLoad() {
        System.out.println("\nload at the end: " + Machine.load());
    }
}
