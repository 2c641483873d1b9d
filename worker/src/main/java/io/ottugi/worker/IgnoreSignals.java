package io.ottugi.worker;

import java.util.List;

/**
 * Goes on as if a signal had not come. It is caught and dropped rather than ignored in the kernel's
 * sense, because children would inherit that.
 */
record IgnoreSignals(List<String> names) implements Misbehaviour {
    static IgnoreSignals parse(String value) {
        return new IgnoreSignals(Signals.parse(value));
    }

    @Override
    public void begin(Stage stage) throws Refusal {
        for (String name : names) {
            Signals.handle(name, () -> {});
        }
    }
}
