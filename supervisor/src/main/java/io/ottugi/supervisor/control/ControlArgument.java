package io.ottugi.supervisor.control;

/** The members of requests beside {@code version} and {@code request}. */
public enum ControlArgument {
    WORKERS("workers"),
    WAIT("wait"),
    TIMEOUT_MS("timeout_ms"),
    ROLLING("rolling"),
    SIGNAL("signal"),
    HISTOGRAM("histogram"),
    FLIGHT_RECORDING_MS("flight_recording_ms"),
    WORKER("worker"),
    INSTANCES("instances"),
    PLAN("plan"),
    DRY_RUN("dry_run"),
    KEEP_WORKERS("keep_workers");

    private final String label;

    ControlArgument(String label) {
        this.label = label;
    }

    /** The member's name in a request. */
    public String label() {
        return label;
    }
}
