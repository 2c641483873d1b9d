package io.ottugi.worker;

import java.util.ArrayList;
import java.util.List;

/** What is to be done when; what is due at the same time is done in the order it was entered. */
final class Agenda {
    record Entry(long time, Stage.Deed deed) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(long time, Stage.Deed deed) {
        entries.add(new Entry(time, deed));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes the earliest entry out; there must be one. */
    Entry take() {
        int earliest = 0;
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).time() - entries.get(earliest).time() < 0) {
                earliest = i;
            }
        }
        return entries.remove(earliest);
    }
}
