/**
 * The {@code status} command, as a table, in detail, and as JSON. Start at {@link
 * io.ottugi.supervisor.cli.status.StatusCommand}.
 */
@NullMarked
package io.ottugi.supervisor.cli.status;

import org.jspecify.annotations.NullMarked;
