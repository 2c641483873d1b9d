/**
 * The event record: its kinds of event with the fields of each, its lines as they are written and
 * read, and its file. Writers and readers, {@code docs/status.md} and the tests take every name
 * from here.
 *
 * <p>Start at {@link io.ottugi.supervisor.events.EventKind}. To add an event: a constant there, its
 * row in {@code docs/status.md}, and the place that writes it.
 *
 * <p>There is no thread here and no clock, and nothing of how an event comes about.
 */
@NullMarked
package io.ottugi.supervisor.events;

import org.jspecify.annotations.NullMarked;
