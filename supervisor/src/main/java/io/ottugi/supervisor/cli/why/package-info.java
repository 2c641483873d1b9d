/**
 * What is told of a worker's falls: found in the event record, its incidents and the status, and
 * put into words. Pure but for the reading of incidents; it asks no supervisor and prints nothing.
 * Start at {@link io.ottugi.supervisor.cli.why.Case}.
 */
@NullMarked
package io.ottugi.supervisor.cli.why;

import org.jspecify.annotations.NullMarked;
