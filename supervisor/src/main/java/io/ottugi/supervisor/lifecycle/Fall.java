package io.ottugi.supervisor.lifecycle;

/**
 * One fall of a worker.
 *
 * @param cause why
 * @param asked whether it fell after we had told it to end
 * @param generation which start of the worker it was, counted from 1
 * @param pid of its first process, 0 when it had none
 * @param at monotonic nanoseconds
 * @param ran nanoseconds from its start to its end, 0 when it never ran
 */
public record Fall(Cause cause, boolean asked, long generation, long pid, long at, long ran) {}
