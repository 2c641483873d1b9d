package io.ottugi.supervisor.config;

/**
 * Which worker: its name in the configuration, and which of its instances.
 *
 * @param worker its name, of the same letters as an {@code InstanceName}
 * @param instance from 1 on, or 0 for a worker that has no instances
 */
public record WorkerId(String worker, int instance) {
    /** A worker without instances. */
    public static WorkerId single(String worker) {
        return new WorkerId(worker, 0);
    }

    /** Reads what {@link #toString} writes; what is none is the name of a single worker. */
    public static WorkerId parse(String text) {
        int colon = text.lastIndexOf(':');
        String number = text.substring(colon + 1);
        return colon > 0 && number.matches("[1-9][0-9]{0,5}")
                ? new WorkerId(text.substring(0, colon), Integer.parseInt(number))
                : single(text);
    }

    /** Such as {@code web}, or {@code web:2} for an instance. */
    @Override
    public String toString() {
        return instance == 0 ? worker : worker + ":" + instance;
    }
}
