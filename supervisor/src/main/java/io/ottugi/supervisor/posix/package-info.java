/**
 * The native room: every system call that the JDK does not have, as a short, named method.
 *
 * <p>{@link io.ottugi.supervisor.posix.Posix} is what the others see, in Java's own types. Only
 * this package imports {@code jnr}. It holds no policy and no state. The commands of an operator
 * never load it: that costs tens of milliseconds and megabytes.
 */
@NullMarked
package io.ottugi.supervisor.posix;

import org.jspecify.annotations.NullMarked;
