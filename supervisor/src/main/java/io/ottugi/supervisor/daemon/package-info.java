/**
 * What makes the supervisor a daemon: its places, its lock, its session and signals, and the
 * hand-over from the launcher that leaves to the supervisor that stays.
 */
@NullMarked
package io.ottugi.supervisor.daemon;

import org.jspecify.annotations.NullMarked;
