package io.ottugi.worker;

import java.time.Duration;

/** Ends with an exit code of its own. */
record Exit(int code, Duration after) implements Misbehaviour {
    private static final int HIGHEST = 255;

    static Exit parse(String value) {
        Timed timed = Timed.parse(value);
        return new Exit((int) Text.number(timed.what(), 0, HIGHEST), timed.after());
    }

    @Override
    public void begin(Stage stage) {
        stage.at(after, () -> stage.end(code));
    }
}
