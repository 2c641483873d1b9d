package io.ottugi.supervisor.fleet;

/** Somebody who has asked for something and is told what comes of it. */
public interface Client {
    /** Tells whether the client may still take answers. */
    boolean isThere();

    /** Tells whether the client wants to be told the end, and not only that it is asked for. */
    boolean waits();

    /**
     * Returns the moment until which the client waits, monotonic nanoseconds; {@link
     * Long#MAX_VALUE} for ever.
     */
    long deadline();

    /** Answers for one unit, which has come to its end of this operation. */
    void told(Unit unit, Outcome outcome);

    /** Warns that the request is not stored, so that a next supervisor would not know it. */
    void notStored(String sentence);

    /** The last answer: every unit has been told of. */
    void done(boolean allWell);
}
