package io.ottugi.supervisor.config;

/**
 * Which worker: its name in the configuration, and which of its instances.
 *
 * @param worker its name, of the same letters as an {@link InstanceName}
 * @param instance from 1 on, or 0 for a worker that has no instances
 */
public record WorkerId(String worker, int instance) {
    /** A worker without instances. */
    public static WorkerId single(String worker) {
        return new WorkerId(worker, 0);
    }

    /** Such as {@code web}, or {@code web:2} for an instance. */
    @Override
    public String toString() {
        return instance == 0 ? worker : worker + ":" + instance;
    }
}
