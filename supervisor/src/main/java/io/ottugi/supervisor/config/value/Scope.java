package io.ottugi.supervisor.config.value;

/** Whose setting a {@code Key} is; each has a table of its own in a configuration file. */
public enum Scope {
    /** Under {@code [worker.NAME]}. */
    WORKER,
    /** Under {@code [supervisor]}. */
    SUPERVISOR
}
