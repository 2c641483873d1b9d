package io.ottugi.supervisor.fleet;

/** Somebody who has asked for something and is told what comes of it. */
public interface Client {
    /** Tells whether the client may still take answers. */
    boolean isThere();

    /** Tells whether the client wants to be told the end, and not only that it is asked for. */
    boolean waits();

    /** Until when the client waits, monotonic nanoseconds; {@link Long#MAX_VALUE} for ever. */
    long deadline();

    /** One unit has come to its end of this operation. */
    void told(Unit unit, Outcome outcome);

    /** What was asked for is not stored, and a next supervisor would not know it. */
    void notStored(String sentence);

    /** The last answer: every unit has been told of. */
    void done(boolean allWell);
}
