package io.ottugi.it.bench;

import io.ottugi.it.harness.Sandbox;

/** Something that keeps the noting worker standing. */
abstract class Contender {
    private final Sandbox sandbox;
    private final String name;
    private final Notes notes;
    private final String worker;

    /**
     * @param name without spaces, unique in the sandbox
     */
    Contender(Sandbox sandbox, String name) {
        this.sandbox = sandbox;
        this.name = name;
        this.notes = new Notes(sandbox.work().resolve(name + ".notes"));
        this.worker = new Natives(sandbox).worker();
    }

    /** Starts it; its worker may still be on its way. */
    abstract void start();

    /** Stops it and its worker. */
    abstract void stop();

    /** Its own process. */
    abstract long pid();

    /** How it is called in a table. */
    abstract String title();

    /**
     * Whether it can only be knocked over now and then, since it does not answer falls in a row at
     * once.
     */
    boolean slow() {
        return false;
    }

    final Sandbox sandbox() {
        return sandbox;
    }

    final String name() {
        return name;
    }

    final Notes notes() {
        return notes;
    }

    /** The worker's command. */
    final String[] command() {
        return new String[] {worker, notes.file().toString()};
    }
}
