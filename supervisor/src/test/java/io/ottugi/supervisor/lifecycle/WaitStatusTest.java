package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitStatusTest {
    @Test
    void rawExit() {
        for (int code = 0; code <= 255; code++) {
            assertEquals(new WaitStatus.Exited(code), WaitStatus.ofRaw(code << 8));
        }
    }

    @Test
    void rawSignal() {
        for (int signal = 1; signal <= 64; signal++) {
            assertEquals(new WaitStatus.Signaled(signal, false), WaitStatus.ofRaw(signal));
            assertEquals(new WaitStatus.Signaled(signal, true), WaitStatus.ofRaw(signal | 0x80));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 193, 255})
    void exitValueThatCannotBeASignal(int value) {
        assertEquals(new WaitStatus.Exited(value), WaitStatus.ofExitValue(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 137, 143, 192})
    void exitValueThatMayBeASignalIsNotGuessed(int value) {
        assertEquals(new WaitStatus.Ambiguous(value), WaitStatus.ofExitValue(value));
    }
}
