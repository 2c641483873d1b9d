package io.ottugi.supervisor.lifecycle;

/** Why a worker is not, or not soon, started again. */
public enum GivenUp {
    /** It fell too often in its time; its {@link RestartLimit} says what comes next. */
    LIMIT,
    /** It fell of something that its policy does not try again, until it is told to. */
    CAUSE,
    /** What an earlier supervisor left of it cannot be proved to be it. */
    UNPROVED
}
