package io.ottugi.supervisor.logs;

import java.io.IOException;

/** Starts processes, and sees to it that nobody else reaps them. */
public interface ProcessMaker {
    Process start(ProcessBuilder builder) throws IOException;
}
