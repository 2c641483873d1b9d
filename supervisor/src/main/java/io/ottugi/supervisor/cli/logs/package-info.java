/**
 * The {@code logs} command: the logs of many workers as one stream. Start at {@link
 * io.ottugi.supervisor.cli.logs.LogsCommand}. What is read comes from {@code logs.read}.
 */
@NullMarked
package io.ottugi.supervisor.cli.logs;

import org.jspecify.annotations.NullMarked;
