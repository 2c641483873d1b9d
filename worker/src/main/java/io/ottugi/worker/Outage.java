package io.ottugi.worker;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the operator once that something cannot be written, and once that it can be again. */
final class Outage {
    private final AtomicBoolean present = new AtomicBoolean();
    private final String where;
    private final String consequence;

    Outage(String where, String consequence) {
        this.where = where;
        this.consequence = consequence;
    }

    void begins(IOException cause) {
        if (present.compareAndSet(false, true)) {
            Complaints.say(
                    "cannot write " + where + ": " + Complaints.reason(cause) + ": " + consequence);
        }
    }

    void over() {
        if (present.compareAndSet(true, false)) {
            Complaints.say(where + " can be written again");
        }
    }
}
