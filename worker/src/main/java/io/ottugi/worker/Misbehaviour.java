package io.ottugi.worker;

/** A way to misbehave: it begins before the worker says that it is ready. */
sealed interface Misbehaviour
        permits Exit, Flood, Hang, IgnoreSignals, KillItself, Leak, NeverReady, ReportSignals {

    void begin(Stage stage) throws Refusal;
}
