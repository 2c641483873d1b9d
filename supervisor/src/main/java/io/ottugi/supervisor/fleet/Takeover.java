package io.ottugi.supervisor.fleet;

/**
 * A unit that has not begun yet, with what was found of it: a running process, remains, or nothing.
 *
 * @param <U> the type of units
 */
public interface Takeover<U extends Unit> {
    /** The unit that is to begin. */
    U unit();

    /** Tells whether nothing of the unit runs. */
    boolean isAbsent();

    /** Forgets that an earlier generation has done its work, so that it is done again. */
    void forgetDoneWork();

    /**
     * Begins: adopts what runs, and starts what does not run if it is wanted.
     *
     * @param wanted whether the unit is to run; what runs is not stopped by this
     */
    void begin(boolean wanted);
}
