package io.ottugi.worker;

/** The start-up never comes to its end. */
record NeverReady() implements Misbehaviour {
    @Override
    public void begin(Stage stage) {
        stage.neverReady();
    }
}
