package io.ottugi.supervisor.config;

import java.util.Locale;

/** The resources of getrlimit(2), as prlimit(1) names them. */
public enum ResourceLimit {
    AS(true),
    CORE(true),
    CPU(false),
    DATA(true),
    FSIZE(true),
    LOCKS(false),
    MEMLOCK(true),
    MSGQUEUE(true),
    NICE(false),
    NOFILE(false),
    NPROC(false),
    RSS(true),
    RTPRIO(false),
    SIGPENDING(false),
    STACK(true);

    private final boolean bytes;

    ResourceLimit(boolean bytes) {
        this.bytes = bytes;
    }

    /** Whether it is counted in bytes. */
    public boolean isInBytes() {
        return bytes;
    }

    /** As it is written in the configuration, such as {@code nofile}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
