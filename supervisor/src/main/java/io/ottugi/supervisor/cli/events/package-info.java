/**
 * The commands that show what has happened: events, incidents, explanations. Start at {@link
 * io.ottugi.supervisor.cli.events.EventsCommand} and {@link
 * io.ottugi.supervisor.cli.events.WhyCommand}.
 */
@NullMarked
package io.ottugi.supervisor.cli.events;

import org.jspecify.annotations.NullMarked;
