/**
 * The packaged program under test, run as an operator runs it: real processes, real signals, real
 * terminals. One class per step of the way to a daemon, then the commands and what they refuse.
 *
 * <p>Nothing here links against the supervisor: it is known only by {@code bin/ottugi}, its output,
 * its files and what {@code /proc} says about it. Tests wait for conditions with a limit, never for
 * time, and each ends with an assertion that no process, socket or temporary file of it is left.
 * Start reading at {@link io.ottugi.it.harness.Sandbox}.
 */
package io.ottugi.it;
