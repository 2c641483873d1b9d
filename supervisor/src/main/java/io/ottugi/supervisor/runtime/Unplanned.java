package io.ottugi.supervisor.runtime;

import io.ottugi.supervisor.config.WorkerSpec;
import io.ottugi.supervisor.process.Adoption.Finding;

/** A worker that runs, but is in the plan no more. */
public record Unplanned(WorkerSpec spec, Finding finding) {}
