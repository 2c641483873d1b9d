package io.ottugi.worker;

import java.time.Duration;

/** The work stops and the process stays, as in a deadlock. */
record Hang(Duration after) implements Misbehaviour {
    @Override
    public void begin(Stage stage) {
        stage.at(after, stage::stopCounting);
    }
}
