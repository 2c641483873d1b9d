package io.ottugi.worker;

/**
 * Prints {@code flood 1}, {@code flood 2}, ... as fast as the reader takes them, beside the
 * counting. The numbers let a reader prove that no line was lost or doubled.
 */
record Flood(long lines) implements Misbehaviour {
    static final long ENDLESS = Long.MAX_VALUE;

    /** One write(2) each, as the JDK copies at most that many bytes without allocating. */
    private static final int BATCH = 8192;

    private static final int LONGEST_LINE = 32;

    static Flood parse(String value) {
        if (value.equals("endless")) {
            return new Flood(ENDLESS);
        }
        return new Flood(Text.number(value, 1, ENDLESS));
    }

    @Override
    public void begin(Stage stage) {
        Thread thread = new Thread(() -> pour(stage.output()), "flood");
        thread.setDaemon(true);
        thread.start();
        if (lines != ENDLESS) {
            stage.finishBeforeEnd(thread);
        }
    }

    /** Ends early when the output is broken, which the output itself reports. */
    void pour(StandardOutput output) {
        StringBuilder batch = new StringBuilder(BATCH);
        for (long line = 1; line <= lines; line++) {
            batch.append("flood ").append(line).append('\n');
            if (line == lines || batch.length() > BATCH - LONGEST_LINE) {
                if (!output.write(batch.toString())) {
                    return;
                }
                batch.setLength(0);
            }
        }
    }
}
