/**
 * Starting an instance at boot, with nobody logged in: the entry for whatever starts programs on
 * this machine, and what a logout would do to it.
 *
 * <p>The texts ({@link io.ottugi.supervisor.boot.SystemdUnit}, {@link
 * io.ottugi.supervisor.boot.OpenRcScript}, {@link io.ottugi.supervisor.boot.SysvScript}, {@link
 * io.ottugi.supervisor.boot.CrontabLine}) are pure: a request in, text out. The {@link
 * io.ottugi.supervisor.boot.BootSystem}s put them in their places, see the machine only through a
 * {@link io.ottugi.supervisor.boot.Host}, and touch nothing that is not sealed as theirs. Start at
 * {@link io.ottugi.supervisor.boot.Boot}.
 *
 * <p>Sees {@code failure} and {@code java.*} only: no command line, no native code.
 */
@NullMarked
package io.ottugi.supervisor.boot;

import org.jspecify.annotations.NullMarked;
