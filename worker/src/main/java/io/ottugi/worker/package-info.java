/**
 * The counting worker: a line with the next count, once a second, to a file and to standard output.
 * It is what Ottugi keeps up in demonstrations, and what its tests knock over: the options listed
 * in {@link io.ottugi.worker.Option} make it misbehave in every way a supervisor must cope with.
 *
 * <p>It knows nothing of the supervisor and depends on the JDK alone. Restarts of it are measured,
 * so the plain path (no misbehaviour) has neither lambdas nor regular expressions nor formatters.
 * Start at {@link io.ottugi.worker.Main}, then {@link io.ottugi.worker.Work}.
 */
package io.ottugi.worker;
