package io.ottugi.supervisor.failure;

/** What a command exits with: one of ours, or the code of a worker that ended its supervisor. */
public interface ExitStatus {
    /** 0 to 255. */
    int code();
}
