package io.ottugi.supervisor.fleet;

import java.util.List;

/** Finds out what a start needs besides its dependencies, and is told of starts that wait. */
public interface StartPreparation {
    /** Tells whether all is known that the start of a unit needs. */
    boolean isPrepared(Unit unit);

    /** Begins to find out what the start of a unit needs; the loop turns once it is known. */
    void prepare(Unit unit);

    /** The start of a unit has to wait for these. */
    void waits(Unit unit, List<String> reasons);
}
