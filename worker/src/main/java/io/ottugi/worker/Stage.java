package io.ottugi.worker;

import java.time.Duration;

/** What a misbehaviour can do to the worker. */
interface Stage {
    /** Something that is done once, on the worker's one thread. */
    interface Deed {
        void perform() throws Refusal;
    }

    long pid();

    StandardOutput output();

    /** Has it done that long after the start. */
    void at(Duration after, Deed deed);

    /** Neither announces that the worker is ready nor counts, if this comes before that. */
    void neverReady();

    void stopCounting();

    /** A natural end (the last count) waits for it. */
    void finishBeforeEnd(Thread activity);

    void end(int exitCode);
}
