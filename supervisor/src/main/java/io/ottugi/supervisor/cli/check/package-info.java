/**
 * Reading what is to be supervised, and telling what is wrong with it, before anything is started.
 * Start at {@link io.ottugi.supervisor.cli.check.Request}.
 */
@NullMarked
package io.ottugi.supervisor.cli.check;

import org.jspecify.annotations.NullMarked;
