package io.ottugi.supervisor.lifecycle;

/** What the operator wants of a worker, whatever it does now. */
public enum Desired {
    UP,
    DOWN
}
