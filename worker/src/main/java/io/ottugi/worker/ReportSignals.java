package io.ottugi.worker;

import java.util.List;

/**
 * Prints the receipt of signals: a proof that this worker can have them for itself, and hence was
 * started with none of them ignored or blocked.
 */
record ReportSignals(List<String> names) implements Misbehaviour {
    static ReportSignals parse(String value) {
        return new ReportSignals(Signals.parse(value));
    }

    @Override
    public void begin(Stage stage) throws Refusal {
        for (String name : names) {
            String line = "got " + name + "\n";
            if (!Signals.handle(name, () -> stage.output().write(line))) {
                throw new Refusal(
                        Refusal.UNAVAILABLE,
                        "cannot report "
                                + name
                                + ": it was ignored when the worker started:"
                                + " start it without nohup");
            }
        }
    }
}
