package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.Fall;
import java.util.List;

/** Told how the first start of all units went. */
public interface StartupListener {
    /**
     * Tells whether a supervisor that found nothing running, and cannot start each of its units, is
     * to end.
     */
    boolean isAllOrNothing();

    /** All units that can come up have. */
    void up();

    /** A unit has not come up. */
    void fell(Unit unit, Fall fall);

    /** A unit waits for something that does not come by itself. */
    void waits(Unit unit, List<String> reasons);

    /** Nothing more is told. */
    void over();
}
