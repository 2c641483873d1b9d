/**
 * Ottugi's supervisor and its command: {@link io.ottugi.supervisor.Main} reads arguments, {@link
 * io.ottugi.supervisor.Assembly} makes the object graph.
 */
@NullMarked
package io.ottugi.supervisor;

import org.jspecify.annotations.NullMarked;
